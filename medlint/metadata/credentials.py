"""Degrees and titles that stand with a name."""

from __future__ import annotations

import re

_CLINICAL = (
    r"M\.?D\.?|D\.?O\.?|M\.?B\.?,?\s?B\.?S\.?|MBBCh|MBChB|MB\s?ChB|BMBS|FRCP\w*|MRCP\w*|FRCS\w*|MRCGP"
    r"|FACP|FACC|FACOG|FAAP|R\.?N\.?|BSN|MSN|DNP|NP|FNP(?:-\w+)?|APRN|CRNP|CNM|PA-C|Pharm\.?\s?D\.?"
    r"|B\.?Pharm|MRPharmS|D\.?D\.?S\.?|BDS|DMD|R\.?D\.?N?|LDN|DPT|PT|OTR|O\.?D\.?|D\.?P\.?M\.?|Psy\.?D\.?|CCC-SLP"
)
_ACADEMIC = r"Ph\.?\s?D\.?|D\.?Phil|MPH|M\.?Sc\.?|M\.?S\.?|Dr\.?\s?P\.?H\.?|B\.?Sc\.?|MA|MHSc"
_BEFORE, _AFTER = r"(?:,\s?|\s|^|\()", r"(?![\w-])"
_TITLE = r"\b(?:Dr|Prof|Professor|Doctor)\.?\s+[A-Z][\w'’-]*"
#: Words for a clinician that take the place of a degree; capitals do not matter.
_CALLING = (
    r"\b(?i:physician|surgeon|registered\s+nurse|nurse\s+practitioner|specialist\s+nurse|pharmacist"
    r"|dietitian|dietician|midwife|dentist|general\s+practitioner|medical\s+(?:doctor|director|board"
    r"|advisory|advisors?|advisers?|officer|affairs|review\s+board|team|editors?)"
    r"|clinical\s+(?:team|director|board|lead|staff)|consultant|cardiologist|oncologist"
    r"|dermatologist|neurologist|p(?:a)?ediatrician|gyna?ecologist|psychiatrist|urologist"
    r"|rheumatologist|endocrinologist|radiologist|physiotherapist|optometrist)\b"
)
_CLINICIAN = re.compile(rf"{_BEFORE}(?:{_CLINICAL}){_AFTER}|{_TITLE}|{_CALLING}")
_ANY = re.compile(rf"{_BEFORE}(?:{_CLINICAL}|{_ACADEMIC}){_AFTER}|{_TITLE}|{_CALLING}")


def has_credentials(text: str) -> bool:
    """Whether a degree, a title or a calling in health stands in a line about a person."""
    return _ANY.search(text) is not None


def has_clinical_credentials(text: str) -> bool:
    """Whether that is one of a clinician; "Dr" counts, though a Dr may be no physician."""
    return _CLINICIAN.search(text) is not None
