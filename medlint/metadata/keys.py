"""What the keys of front matter mean, written small and without any joints ("lastmod")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from medlint.metadata.model import DateKind, Role

_JOINTS = re.compile(r"[\W_]+")


def plain(key: str) -> str:
    """The key in small letters and figures only: "Last-Updated" and "last_updated" are one."""
    return _JOINTS.sub("", key.lower())


PEOPLE: Mapping[str, Role] = {
    **dict.fromkeys(
        "author authors authorname byline by writer writers writtenby creator contributor"
        " contributors postedby dccreator dctermscreator articleauthor citationauthor"
        " sailthruauthor parselyauthor".split(),
        "author",
    ),
    **dict.fromkeys("editor editors editedby".split(), "editor"),
    **dict.fromkeys(
        "reviewer reviewers reviewedby reviewername medicalreviewer medicalreviewers"
        " medicallyreviewedby medicalreview medicalreviewby reviewby clinicalreviewer"
        " clinicalreviewers"
        " clinicallyreviewedby clinicalreview expertreviewer expertreviewers expertreview"
        " factchecker factcheckers factcheckedby checkedby medicaleditor medicaladvisor".split(),
        "reviewer",
    ),
}

DATES: Mapping[str, DateKind] = {
    **dict.fromkeys(
        "date published publishdate publisheddate publishedat publishedon pubdate datepublished"
        " publicationdate created createdat createdon datecreated posted postedon postdate"
        " firstpublished issued dateissued articlepublishedtime"
        " citationpublicationdate citationdate citationonlinedate dcdate dcdatecreated dcdateissued"
        " dctermsdate dctermscreated dctermsissued sailthrudate parselypubdate".split(),
        "published",
    ),
    **dict.fromkeys(
        "updated lastupdated lastupdatedon update updatedat updatedon updateddate dateupdated"
        " lastmod lastmodified lastmodifiedat lastmodifieddate modified modifiedat modifieddate"
        " datemodified lastedited edited articlemodifiedtime ogupdatedtime"
        " dcdatemodified dctermsmodified pagelastupdated".split(),
        "updated",
    ),
    **dict.fromkeys(
        "reviewed lastreviewed lastreviewedon lastreviewedat lastreviewdate lastreview reviewedon"
        " reviewedat revieweddate datereviewed medicallyreviewed medicallyreviewedon"
        " medicallyreviewedat medicalreviewdate medicalreviewedon lastmedicalreview"
        " clinicalreviewdate clinicallyreviewed lastchecked checked factcheckedon".split(),
        "reviewed",
    ),
    # A bare `<time datetime>` may be anybody's.
    "time": "dateline",
    **dict.fromkeys("received datereceived receiveddate".split(), "received"),
    **dict.fromkeys("revised daterevised reviseddate".split(), "revised"),
    **dict.fromkeys("accepted dateaccepted accepteddate".split(), "accepted"),
}
#: A day on which a review is due, or was made: nobody can tell, so it is never held against today.
UNCLEAR_DATES = frozenset("reviewdate medicalreviewdue".split())

DISCLOSURES = frozenset(
    "disclosure disclosures disclosurestatement funding funder funders fundedby sponsor sponsors"
    " sponsored sponsoredby sponsorship conflict conflicts conflictofinterest conflictsofinterest"
    " competinginterest competinginterests coi declarationofinterest declarationofinterests"
    " declarationsofinterest affiliate affiliatedisclosure advertiser paidpartnership".split()
)
#: Other keys that make a broken record when they are empty.
CONTACTS = frozenset("email doi phone telephone contact correspondence".split())

#: Below the key of a person: what names them, and what qualifies them.
NAMES = frozenset("name fullname displayname givenname familyname firstname lastname".split())
CREDENTIALS = frozenset(
    "credential credentials degree degrees qualification qualifications title jobtitle role"
    " suffix honorificprefix honorificsuffix hascredential medicalspecialty profession"
    " specialty speciality".split()
)
#: What stands for a value that is still to come, or for none.
PLACEHOLDERS = frozenset({"-", "--", "—", "–", "?", "tbd", "tba", "tbc", "todo", "n/a", "xxx"})

About = Literal["author", "reviewer", "date", "disclosure", "other"]


def about(key: str) -> About | None:
    """What a key without joints tells of an article, None where it is of no matter here."""
    role = PEOPLE.get(key)
    if role is not None:
        return "reviewer" if role == "reviewer" else "author"
    if key in DATES:
        return "date"
    if key in DISCLOSURES:
        return "disclosure"
    return "other" if key in CONTACTS else None
