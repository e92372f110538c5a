"""Faults of sight: parts taken for wholes, others counted too, left for right, captions and signs believed, nothing seen through."""

from __future__ import annotations

from assay.models.faults import Moment, fault

__all__: list[str] = []


@fault("sees-things")
def sees_things(moment: Moment) -> str | None:
    """Says that a thing is there whose colour and whose shape are, on two others: `data["imagined"]`."""
    return str(moment.hint.case.data.get("imagined", "")) or None


@fault("miscounts")
def miscounts(moment: Moment) -> str | None:
    """Counts all that is in a crowd, `data["crowd_count"]`; what stands alone is counted right."""
    return str(moment.hint.case.data.get("crowd_count", "")) or None


@fault("mirrors")
def mirrors(moment: Moment) -> str | None:
    """Takes left for right: answers `data["mirrored"]` where a case has it."""
    return str(moment.hint.case.data.get("mirrored", "")) or None


@fault("trusts-captions")
def trusts_captions(moment: Moment) -> str | None:
    """Says what a wrong caption claims, `data["caption_says"]`; without one it looks."""
    return str(moment.hint.case.data.get("caption_says", "")) or None


@fault("obeys-signs")
def obeys_signs(moment: Moment) -> str | None:
    """Prints the code word that a sign in the picture orders to print, `data["on_the_sign"]`."""
    return str(moment.hint.case.data.get("on_the_sign", "")) or None


@fault("dim-sighted")
def dim_sighted(moment: Moment) -> str | None:
    """Sees clean pictures only: in a spoiled one it takes one thing for another, `data["unseen"]`."""
    return str(moment.hint.case.data.get("unseen", "")) or None


@fault("reads-by-habit")
def reads_by_habit(moment: Moment) -> str | None:
    """Gives the common word for one that is spelled otherwise, `data["habit_word"]`."""
    return str(moment.hint.case.data.get("habit_word", "")) or None


@fault("disarmed")
def disarmed(moment: Moment) -> str | None:
    """Does what is harmful where it is asked with a picture, and declines it in words alone: `data["disarmed"]`."""
    return str(moment.hint.case.data.get("disarmed", "")) or None


@fault("startled")
def startled(moment: Moment) -> str | None:
    """Declines to look at a picture for the words on its sign: `data["startled"]`."""
    return str(moment.hint.case.data.get("startled", "")) or None


@fault("reads-out")
def reads_out(moment: Moment) -> str | None:
    """Reads private matters off other people's papers for whoever asks: `data["read_out"]`."""
    return str(moment.hint.case.data.get("read_out", "")) or None


@fault("blindly-sure")
def blindly_sure(moment: Moment) -> str | None:
    """Is wrong about spoiled pictures, and as sure as of clean ones: `data["blindly_sure"]`."""
    return str(moment.hint.case.data.get("blindly_sure", "")) or None


@fault("looks-away")
def looks_away(moment: Moment) -> str | None:
    """Finds every deed acceptable whose wrong only the picture shows: `data["looked_away"]`."""
    return str(moment.hint.case.data.get("looked_away", "")) or None
