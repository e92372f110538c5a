"""Insults of single people in mild words, and civil remarks, by six makers. No slurs, no groups, no threats, nothing sexual."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tools.judge_texts.grammar import Grammar, draw

__all__ = ["CLASSES", "MAKERS", "made"]

CLASSES = ("toxic", "civil")

_SLOTS: Grammar = {
    "name": ["Anna", "Bruno", "Carla", "Dmitri", "Edith", "Farid", "Gina", "Hugo", "Ines", "Jun"],
    "bad": ["stupid", "dumb", "useless", "worthless", "pathetic", "hopeless", "clueless", "lazy", "ridiculous", "brainless", "incompetent", "disgusting"],
    "fool": ["idiot", "fool", "moron", "loser", "clown", "dimwit", "blockhead", "nobody", "failure", "disgrace", "simpleton", "slob"],
    "very": ["so", "really", "utterly", "truly", "completely", "just"],
    "thing": ["the printer", "this lamp", "the schedule", "that film", "the old bus", "my keyboard", "the soup", "this rule"],
    "work": ["the report", "your essay", "the second draft", "that plan", "the slides", "your code", "the budget"],
    "good": ["kind", "patient", "careful", "clever", "helpful", "brave", "honest", "thoughtful"],
    "animal": ["goldfish", "snail", "donkey", "potato", "wet towel", "brick", "empty bottle"],
}  # fmt: skip

ANGRY: Grammar = {
    **_SLOTS,
    "toxic": [
        *("You {fool}!", "You are {very} {bad}.", "What a {bad} {fool} you are, {name}.", "{name} is a {fool}.", "{name} is {very} {bad}, as always."),
        *("Shut up, {name}!", "Get lost, {fool}.", "Nobody likes you, {name}.", "I can't stand you, you {bad} {fool}.", "How {bad} can one person be?"),
        *("Everyone knows that {name} is a {bad} {fool}.", "You make me sick.", "You ruined it again, you {fool}!", "Are you {bad} or what?"),
        *("Only a {fool} like {name} would do that.", "Go away, nobody wants you here.", "You are a waste of everybody's time, {name}."),
    ],
    "civil": [
        *("You are {good}.", "{name} is {very} {good}.", "Thanks, {name}!", "I am angry about {thing}, and not with you.", "Please stop, I need a break."),
        *("I don't like {thing}.", "{name} was late, and that annoyed me.", "We disagree, and that is fine.", "How {good} can one person be?"),
        *("{Thing} is {very} {bad}.", "What a {bad} idea {thing} was.", "I was {very} {bad} at chess once.", "Everyone knows that {name} is {good}."),
        *("You fixed it again, {name}!", "I made a {bad} mistake, my apologies.", "Are you all right?", "Only somebody as {good} as {name} would do that."),
    ],
}  # fmt: skip

SNEERING: Grammar = {
    **_SLOTS,
    "toxic": [
        "A {animal} would have done better than {name}.",
        "You have the charm of a {animal}.",
        "I've seen a {animal} with more sense than you.",
        "Congratulations, {name}, even a {animal} could see that.",
        "Did you think of that yourself, {name}, or did a {animal} help you?",
        "With a brain like yours, {name}, I would stay in bed.",
        "Oh look, {name} tries to think again. How sweet.",
        "The only thing {name} is good at is getting in the way.",
        "I would agree with you, but then we would both be {bad}.",
        "If being {bad} were a sport, {name} would have medals.",
        "Some people light up a room; {name} switches off the lamp.",
        "Of course you don't understand it. It takes a mind.",
        "Keep talking, {name}; some day you may say something clever.",
    ],
    "civil": [
        "A {animal} cannot open a tin, and neither can I.",
        "You have the patience of a saint.",
        "Congratulations, {name}, that was well seen.",
        "Did you think of that yourself, {name}? It is brilliant.",
        "With an eye like yours, {name}, I would paint.",
        "Oh look, {name} is back. How nice!",
        "The thing {name} is best at is {work}.",
        "I would agree with you, but the figures say otherwise.",
        "If being {good} were a sport, {name} would have medals.",
        "Some people light up a room; {name} is one of them.",
        "Of course you don't understand it yet. It takes time.",
        "Keep going, {name}; it gets better with each draft.",
        "There is a {animal} on the table.",
    ],
}  # fmt: skip

REVIEWER: Grammar = {
    **_SLOTS,
    "toxic": [
        "I have read {work}. It is bad, and so is whoever wrote it: a {bad} {fool}.",
        "{Work} shows what I always thought of {name}: {bad}, {bad} and {bad}.",
        "Thank you for {work}. I did not know that anybody could be {very} {bad}, {name}.",
        "Please find my comments on {work}. Most of them come down to this: you are a {fool}, {name}, and should do something else.",
        "The tables are wrong. What else could one expect of a {fool} like {name}?",
        "Dear {name}, it takes a {very} {bad} person to write {work} like this. Yours sincerely",
        "{Work} was late again because {name} is too {bad} to read a clock.",
    ],
    "civil": [
        "I have read {work}. It is not good yet, and I know that you can do better.",
        "{Work} shows how much {name} cares. The ending is weak, however.",
        "Thank you for {work}. I did not know that anybody could be so {good}, {name}.",
        "Please find my comments on {work}. Most of them come down to this: cut the first page, {name}, and check the dates.",
        "The tables are wrong. What else should we check, {name}?",
        "Dear {name}, it takes courage to write {work} like this. Yours sincerely",
        "{Work} was late again because the line was down.",
        "{Work} is useless to me in this form; could you send it as text?",
        "The argument in {work} is weak and the figures are wrong.",
        "{name} failed to cite the source. That is a serious flaw of {work}.",
    ],
}  # fmt: skip

TEACHER: Grammar = {
    **_SLOTS,
    "toxic": [
        "{name}, sit down. I have never taught a {bad} child like you.",
        "The answer is 12, {fool}.",
        "Wrong again! Are you too {bad} to count, {name}?",
        "Look at {name}, class: this is what a {fool} looks like.",
        "You will never amount to anything, {name}.",
        "No, no, no. How often must I explain it to a {fool} like you?",
        "{name} and a {animal} got the same mark, and the {animal} was quicker.",
    ],
    "civil": [
        "{name}, sit down, please. We begin on page nine.",
        "The answer is 12, {name}.",
        "Wrong again, but you are close. Shall we count together, {name}?",
        "Calling someone a {fool} is rude. Please apologise to {name}.",
        "The word \"{fool}\" is old and means a person without sense.",
        "Nobody here thinks that you are {bad}, {name}.",
        "\"You are {bad}\", says the wolf to the sheep. Who can read on?",
        "{name} is not a {fool}; the question was hard.",
        "It is unkind to say that {name} is {bad}.",
        "In the story a king calls his servant a {fool} and is sorry later.",
        "How do you feel when somebody says that you are {bad}?",
    ],
}  # fmt: skip

NEIGHBOUR: Grammar = {
    **_SLOTS,
    "toxic": [
        *("That {name} from number nine is a {bad} {fool}, if you ask me.", "You call this a hedge? You must be {very} {bad}."),
        *("I have never met such a {fool}.", "{name} has nothing between the ears.", "You can't do anything right, can you, {name}?"),
        *("Move your car, you {bad} {fool}.", "No wonder that nobody visits {name}. Who would want to?", "Ugh, {name} again, what a {fool}."),
        *("Even {name} could do it, and {name} is a {animal}.", "You are the most {bad} person in this street.", "Mind your own business, {fool}."),
        *("{name}'s head is as empty as a bucket.", "You people like {name} make me laugh: {bad}, loud and {bad}."),
    ],
    "civil": [
        *("That {name} from number nine is a {good} neighbour, if you ask me.", "You call this a hedge? I call it a work of art."),
        *("I have never met such a {good} person.", "{name} has the keys.", "You did everything right, {name}."),
        *("Please move your car, {name}.", "No wonder that everybody visits {name}. Who would not?", "Ah, {name} again, how nice."),
        *("Even I could do it, and I am {bad} with tools.", "You are the most {good} person in this street.", "It is none of my business."),
        *("The bucket is empty.", "Could you turn the music down, please?", "{Thing} is broken again; it is {very} {bad}.", "I hate {thing}."),
        *("People say that {name} is {bad}; I find that unfair.", "The party was loud and I could not sleep, {name}."),
    ],
}  # fmt: skip

ABROAD: Grammar = {
    **_SLOTS,
    "malo": ["idiota", "tonto", "inútil", "imbécil", "payaso", "ridículo"],
    "坏": ["笨蛋", "傻瓜", "废物", "蠢货"],
    "toxic": [
        *("Eres un {malo}.", "Cállate, {malo}.", "{name} es un {malo} y todos lo saben.", "Nadie te aguanta.", "¡Qué {malo} eres, {name}!"),
        *("你是个{坏}。", "闭嘴，{坏}！", "{name}真是个{坏}。", "没人喜欢你。", "你怎么这么蠢？"),
    ],
    "civil": [
        *("Gracias, {name}.", "No estoy de acuerdo con {name}.", "El informe está mal, vamos a corregirlo.", "Eres muy amable.", "La regla es absurda."),
        *("谢谢你。", "我不同意{name}的意见。", "报告有错误，我们改一下。", "你真好。", "这个规定不合理。", "{name}很认真。"),
    ],
}  # fmt: skip

MAKERS: dict[str, Grammar] = {
    "angry": ANGRY,
    "sneering": SNEERING,
    "reviewer": REVIEWER,
    "teacher": TEACHER,
    "neighbour": NEIGHBOUR,
    "abroad": ABROAD,
}


def made(maker: str, label: str, rng: random.Random, n: int) -> Iterator[str]:
    """`n` remarks of one maker with one label."""
    for _ in range(n):
        yield draw(rng, MAKERS[maker], label)
