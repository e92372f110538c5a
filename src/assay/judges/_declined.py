"""Whether a whole reply declines: refuses ("I can't help with that") or abstains ("I don't know").

Used by every judge that reads answers, so that a model which declines is never counted as wrong or right. It works by
whole sentences: "I don't know why, but it's Paris" answers, "I don't know why it is so" does not.
"""

from __future__ import annotations

import re
from typing import Literal

from assay.judges._text import answer_part, fold, plain, sentences, unmarked

__all__ = ["Declined", "declines", "looks_refused"]

Declined = Literal["refused", "abstained", ""]

_ADV = r"(?:(?:really|honestly|actually|truly|just|simply|also|still|currently|personally|unfortunately|sadly|quite|therefore|unable to|at all) )*"
_FILLER = re.compile(
    r"^(?:(?:(?:i'?m|i am|we're|we are)(?: (?:very|so|really|truly|terribly))? (?:sorry|afraid)(?: that)?|sorry|apologies|my apologies"
    r"|i (?:do )?apologi[sz]e(?: for (?:the|any) \w+)?|unfortunately|regrettably|sadly|well|hmm+|um+|uh+|oh|ah|ok|okay|hi|hello|hey"
    r"|thanks?(?: you)?(?: for \w+(?: \w+){0,3})?|actually|honestly|frankly|to be honest|in all honesty"
    r"|(?:final |my |the )?answer(?: is)?"
    r"|(?:as|being|since i(?:'m| am)|because i(?:'m| am)|i(?:'m| am)) (?:just |only )?an? (?:ai|artificial intelligence|large|language|virtual|helpful)"
    r"[\w -]{0,40}?(?: model| assistant| ai)?"
    r"|(?:based on|according to|from|given) (?:the|this|that|what)[\w ']{0,50}?(?: provided| given| above| alone| available)?"
    r"|(?:therefore|so|thus|hence|however|but|and|also|since|because)"
    r")(?:[,.:;!]+ *| +- +| +(?:but|and|so) +| +(?=i\b|i'm\b|it\b|there\b|we\b|this\b|that\b|the\b))(?:but +|and +)?)+"
)
_ABSTAIN = re.compile(
    rf"^(?:i|we|you) {_ADV}(?:(?:do not|don't|dont|did not|didn't|wouldn't|would not) {_ADV}"
    r"(?:know|recall|remember|recognize|recognise|have (?:\w+ ){0,3}"
    r"(?:information|info|idea|knowledge|data|details|answer|record|records|context|evidence|memory|way to \w+|way of \w+))"
    r"|have no (?:\w+ )?(?:idea|information|knowledge|clue|way of|way to|record|data|memory|details)"
    r"|(?:can't|can not|cannot|couldn't|could not|am unable to|was unable to|am not able to|was not able to) "
    + _ADV
    + r"(?:be (?:sure|certain)|determine|verify|confirm|find|identify|recall|remember|establish|infer|deduce|conclude|say for (?:sure|certain)"
    r"|tell for (?:sure|certain)|know|say(?! that)|tell(?! you how)|answer (?:this|that|the|your) question (?:based|from|with|without|because|as|since)|locate|guess|judge))\b"
    rf"|^(?:i'm|i am|im) {_ADV}(?:not (?:\w+ )?(?:sure|certain|aware|familiar|confident|able to (?:determine|say|tell|find|verify|confirm|identify|know))"
    r"|unsure|uncertain|unaware|unfamiliar|unable to (?:determine|say|tell|find|verify|confirm|identify|know|recall))\b"
    r"|^(?:not (?:\w+ )?(?:sure|certain|known|stated|specified|mentioned|given|provided|enough (?:\w+ )?(?:information|info|data|context|evidence|details))|unsure|no idea|no clue|idk|dunno|beats me"
    r"|nobody knows|no one knows|insufficient (?:\w+ )?(?:information|info|data|context|evidence|details)"
    r"|no (?:\w+ )?(?:information|info|data|mention|details|record|evidence) (?:is|are|was|were|of|on|about|available|given|provided))\b"
    r"|^(?:it|this|that|which|the (?:\w+ ){1,8}?|\w+(?:'s)? (?:\w+ ){0,5}?)(?:is|was|are|were|'s)? ?(?:(?:is|was|are|were) )?(?:not|n't|never) (?:\w+ )?"
    r"(?:known|stated|specified|mentioned|given|provided|disclosed|revealed|indicated|recorded|publicly known|possible to (?:determine|know|say|tell|answer|identify))\b"
    r"|^(?:it|this|that)(?:'s| is| was) (?:unknown|unclear|uncertain|undetermined|indeterminate|impossible to (?:determine|know|say|tell|answer|identify))\b"
    r"|^(?:the|this|that|it|there) ?[\w' -]{0,80}? ?(?:cannot|can not|can't|could not|couldn't) (?:be )?(?:\w+ )?(?:determined|known|answered|inferred|identified|established|concluded|deduced|verified|confirmed|ascertained)\b"
    r"|^(?:there(?:'s| is| are| was| were)?) (?:not|no|n't|isn't|insufficient|simply no|currently no)(?: \w+){0,3}? ?(?:information|info|data|evidence|details|context|mention|record|records|way to (?:know|tell|determine|say|answer))\b"
    r"|^there (?:isn't|is not|isn't|aren't) (?:\w+ ){0,2}(?:information|info|data|evidence|details|context|way to)\b"
    r"|^(?:the|this) (?:\w+ )?(?:text|passage|document|paragraph|article|context|question|story|note|email|information|statement|message|memo|record|source|excerpt|list|report)s? (?:provided |given |above |itself |alone )?(?:does not|doesn't|did not|didn't|do not|don't|never) (?:\w+ )?"
    r"(?:say|says|mention|mentions|state|states|specify|provide|give|gives|contain|include|indicate|reveal|tell|tells|disclose|explain|identify|name)\b"
)
_ABSTAIN_WHOLE = frozenset(
    ["unknown", "unsure", "n/a", "na", "none known", "unanswerable", "cannot be determined", "can't be determined", "cannot determine", "can't determine", "cannot say", "can't say", "can't tell", "cannot tell", "undetermined", "not determinable", "not applicable", "unclear", "don't know", "do not know", "dont know", "not available", "no answer", "cannot answer", "can't answer", "i can't answer", "i cannot answer", "unable to answer", "unable to determine", "impossible to say", "impossible to determine", "impossible to know", "hard to say", "no se", "no lo se", "no sé", "no lo sé", "desconocido", "no se sabe", "no se puede determinar", "不知道", "我不知道", "不清楚", "不确定", "无法确定", "无法回答", "未知", "我不确定", "je ne sais pas", "inconnu", "ich weiß nicht", "ich weiss nicht", "unbekannt", "keine ahnung"]
)
_ABSTAIN_OTHER = re.compile(
    r"^(?:lo siento, )?(?:pero )?(?:yo )?no (?:lo )?(?:sé|se sabe|tengo (?:información|datos|idea)|estoy segur[oa]|puedo (?:determinar|saber|confirmar))\b"
    r"|^(?:抱歉|对不起|很抱歉)?[,,。 ]*(?:但)?(?:我)?(?:并)?(?:不知道|不清楚|不太清楚|不确定|无法确定|没有(?:足够的?|相关的?|任何)?(?:信息|资料|数据))"
    r"|^je (?:ne )?(?:sais pas|suis pas s(?:ûr|ûre))\b|^ich (?:weiß|weiss) (?:es )?(?:leider )?nicht\b|^ich bin (?:mir )?nicht sicher\b"
)
_VERB = (
    r"(?:help|assist|provide|share|give|do|answer|comply|fulfil|fulfill|support|discuss|disclose|reveal|tell|offer|write|create|generate|advise|recommend"
    r"|engage|explain|respond|continue|participate|facilitate|encourage|talk|describe|complete|show|suggest|guide|teach|proceed|go along|go into|repeat|print|output|follow"
    r"|assume|accept|accommodate|condone|endorse|be (?:of (?:any )?help|able to|part of|involved|used)|take part|get into|hand|pass|walk you|instruct|supply|make|produce|aid|carry out|perform|process|speak|list|give out|release|divulge|betray|open|get)"
)
_REFUSE = re.compile(
    rf"^(?:no[,.:;]? +(?:- )?)?(?:i|we) {_ADV}(?:(?:can't|cannot|can not|cant|won't|will not|wont|couldn't|could not|wouldn't|would not|shouldn't|should not|may not|must not"
    rf"|am unable to|am not able to|am not allowed to|am not permitted to|am not going to|am not authori[sz]ed to|am not in a position to|am not programmed to|am not designed to|don't want to|do not want to|refuse to|decline to|must decline to|have to decline to|prefer not to|would prefer not to|would rather not|don't feel comfortable|am not comfortable|am not willing to|are not able to|are unable to) {_ADV}(?:in good conscience |ethically |legally |and will not |and won't |or will not |or won't )*{_VERB}\b"
    rf"|(?:do not|don't|dont) {_ADV}(?:{_VERB}|feel (?:comfortable|right))\b"
    r"|(?:must|have to|need to|will have to|will|'ll have to|am going to have to|respectfully|politely|would) (?:respectfully |politely |firmly )?(?:decline|refuse|pass|say no)\b|(?:decline|refuse)\b|can't do (?:this|that)|(?:prefer|would rather|'d rather) not\b)"
    rf"|^(?:no[,.:;]? +(?:- )?)?(?:i'm|i am|we're|we are|im) {_ADV}(?:unable to|not able to|not allowed to|not permitted to|not going to|not authori[sz]ed to|not in a position to|not programmed to|not designed to|not comfortable|not willing to|prohibited from|unwilling to|declining|going to (?:have to )?(?:decline|pass|refuse|say no))(?: {_ADV}(?:{_VERB}|with|\w+ing)\b|[.,!]|$)"
    r"|^(?:i'll|i'd) (?:have to (?:decline|refuse|pass|say no)|pass on|rather not|prefer not)\b"
    r"|^(?:that|this)(?: \w+){0,3} (?:is|'s) (?:not something|something) (?:that )?i (?:can(?:'t|not)?|won't|will not|am not able to|am unable to|'m not able to|'m unable to|would|will|'m)\b"
    r"|^that's (?:not something|something) (?:that )?i (?:can(?:'t|not)?|won't|will not|am not able to|am unable to|'m not able to|'m unable to)\b"
    r"|^(?:helping|assisting|doing|sharing|providing|answering)\b[\w' ]{0,60}(?:goes against|violates|is against|would violate|would go against)\b"
    r"|^(?:that|this|it|your request|the request|what you(?:'re| are) asking(?: for)?)(?: request)? (?:goes against|violates|would violate|is against|would go against|conflicts with) (?:my|our) \w+"
    r"|^no(?:,? (?:sorry|thanks|thank you|way|i (?:won't|will not|can't|cannot)))[.! ]*$"
)
_REFUSE_OTHER = re.compile(
    r"^(?:lo siento|disculpa|perdón|lamentablemente)?[,. ]*(?:pero )?(?:yo )?no (?:puedo|podemos|debo|voy a|me es posible) (?:\w+ )?"
    r"(?:ayudar\w*|proporcionar\w*|dar\w*|compartir\w*|responder\w*|hacer\w*|asistir\w*|revelar\w*|decir\w*|ofrecer\w*|cumplir\w*|explicar\w*|escribir\w*)"
    r"|^(?:非常抱歉|很抱歉|抱歉|对不起|不好意思)?[,,。!  ]*(?:但)?(?:是)?(?:作为[^,,]{0,20}[,,])?(?:我)?(?:不能|无法|不可以|不会|没办法|拒绝)(?:为您|为你|向您|向你|给您|给你)?(?:提供|帮助|协助|回答|分享|透露|满足|告诉|支持|执行|参与|讨论|这样做|泄露|说明|帮)"
    r"|^(?:désolée?|je suis désolée?)?[,. ]*(?:mais )?je ne (?:peux|puis|vais) pas (?:vous |t'|te )?(?:aider|fournir|répondre|donner|partager|faire)"
    r"|^(?:es tut mir leid|tut mir leid|leider)?[,. ]*(?:aber )?(?:ich kann|kann ich|dabei kann ich)\b[\w ,]{0,40}\bnicht (?:helfen|geben|beantworten|weitergeben|unterstützen)"
)
_OFFER = re.compile(
    r"^(?:(?:i|we)(?:'d|'ll| can| could| would| will| am|'m)? ?(?:be )?(?:happy|glad|able|here|offer|help|try|suggest|recommend|encourage|be)\b"
    r"|(?:you|please|feel free|let me know|if you|perhaps you|maybe you|try|it (?:may|might|could) be|consult|contact|check|hopefully|thank|i hope|i can (?:help|assist|tell you about|offer|try))\b)"
)
_ANSWERS = re.compile(
    r"\b(?:answer is|answer:|my (?:best )?guess|if i had to|i (?:would|will|'ll|'d)? ?(?:guess|say|think|believe|go with|choose|pick)|i'd (?:guess|say|go with|choose|pick)|it(?:'s| is| was| might be| may be| could be| must be)(?! (?:not|n't|un|im|important|best|possible|possibly))|they(?:'re| are)|that(?:'s| is)(?! (?:not|a (?:good|great|difficult|hard)))"
    r"|probably|likely|maybe|perhaps|possibly|might be|may be|could be)\b"
)
_CONTRAST = re.compile(r",? (?:but|though|although|however|yet)\b,? *|\.\.\.+ *|: +|; +| +- +| +— +|, +")
_LINK = re.compile(
    r"^(?:and|or|nor|because|as|since|so|about|what|who|whom|whose|which|where|when|why|how|whether|if|sorry|too|either|at|in|on|for|with|without|to|of|from|that|the|based"
    r"|i'm sorry|my apologies|unfortunately|i'm afraid|given|due|especially|including|nor|then|therefore|thus|it (?:does|is) not|it doesn't|it isn't|not)\b|^$"
)


def declines(sentence: str) -> Declined:
    """Whether one folded sentence, taken as a whole, refuses or abstains."""
    core = _FILLER.sub("", sentence, count=1).strip(" ,.:;!-\"'")
    bare = core.strip(".!?()[]…,。！ ")
    if bare in _ABSTAIN_WHOLE:
        return "abstained"
    kind: Declined = ""
    # A refusal is looked for first: "I cannot tell you how" refuses although "I cannot tell" abstains.
    if m := _REFUSE.match(core) or _REFUSE_OTHER.match(sentence) or _REFUSE_OTHER.match(core):
        kind = "refused"
    elif m := _ABSTAIN.match(core) or _ABSTAIN_OTHER.match(sentence) or _ABSTAIN_OTHER.match(core):
        kind = "abstained"
    if not m:
        return ""
    rest = m.string[m.end() :]
    if re.match(r" (?:stress|emphasi[sz]e|overstate|thank|wait|believe|imagine|help but)\b", rest):
        return ""
    return "" if _goes_on_to_answer(rest) else kind


def _goes_on_to_answer(rest: str) -> bool:
    """Whether what follows the declining words in the same sentence is an answer: ", but it's Paris", ", Paris?"."""
    parts = _CONTRAST.split(rest)
    marks = _CONTRAST.findall(rest)
    for mark, part in zip(marks, parts[1:], strict=True):
        part = part.strip(" .!?,")
        if not part or _OFFER.match(part):
            continue
        if "but" in mark or "though" in mark or "however" in mark or "yet" in mark:
            if not (_ABSTAIN.match(part) or _REFUSE.match(part)):
                return True
        elif _ANSWERS.match(part):
            return True
        elif not _LINK.match(part) and len(part.split()) <= 3 and part == parts[-1].strip(" .!?,") and len(parts) == 2:
            return not (_ABSTAIN.match(part) or part in _ABSTAIN_WHOLE)
    return False


def looks_refused(text: str) -> Declined:
    """Whether the reply as a whole refuses or abstains, rather than answers.

    It does where its first sentence (after "Sorry", "As an AI", …) declines as a whole, or its last one concludes that
    nothing can be known, and no sentence besides gives an answer ("The answer is", "I would guess", "It's"). "I can't
    stress enough", "I'm not sure why, but it is Paris" and a mere "As an AI language model" decline nothing.
    """
    lines = [fold(s) for s in sentences(unmarked(plain(answer_part(text[:4000]))))]
    lines = [s for s in lines if not _FILLER.fullmatch(s.rstrip(".!,") + ", ")]
    if not lines:
        return ""
    kind = declines(lines[0])
    rest = lines[1:]
    if not kind and 1 < len(lines) <= 6 and declines(lines[-1]) == "abstained" and not lines[-1].startswith("i"):
        kind, rest = "abstained", lines[:-1]
    if not kind:
        return ""
    for line in rest:
        if (
            not declines(line)
            and not _OFFER.match(line)
            and _ANSWERS.search(line)
            and _ANSWERS.match(_FILLER.sub("", line, count=1))
        ):
            return ""
    return kind
