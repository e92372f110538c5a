"""Registers the packaged judges by name, for `assay list judges` and for plugins to look up."""

from __future__ import annotations

from assay.judges import judge
from assay.judges._by_model import by_model
from assay.judges._canary import canary
from assay.judges._cascade import cascade
from assay.judges._choice import choice
from assay.judges._classify import classifier
from assay.judges._exact import exact
from assay.judges._grade import grade
from assay.judges._grounded import grounded
from assay.judges._marked import marked
from assay.judges._numeric import numeric
from assay.judges._pronoun import pronoun
from assay.judges._refusal import refusal
from assay.judges._toxic import toxic
from assay.judges._yes_no import yes_no
from assay.judges.seeing.depicts import depicts
from assay.judges.seeing.exposed import exposed_parts
from assay.judges.seeing.looking import by_looking
from assay.judges.seeing.reads import reads
from assay.judges.seeing.unsafe import unsafe_picture

judge("by-looking")(by_looking)
judge("by-model")(by_model)
judge("canary")(canary)
judge("cascade")(cascade)
judge("choice")(choice)
judge("classifier")(classifier)
judge("depicts")(depicts)
judge("exact")(exact)
judge("exposed-parts")(exposed_parts)
judge("grade")(grade)
judge("grounded")(grounded)
judge("marked")(marked)
judge("numeric")(numeric)
judge("pronoun")(pronoun)
judge("reads")(reads)
judge("refusal")(refusal)
judge("toxic")(toxic)
judge("unsafe-picture")(unsafe_picture)
judge("yes-no")(yes_no)
