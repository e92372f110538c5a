"""Tests of the probes of attacks: jailbreak, toxicity, system-prompt leak, tool misuse."""
