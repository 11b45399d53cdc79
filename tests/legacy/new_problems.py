"""Edits and moves that an editor might make in the legacy site later.

Twenty edits plant one new, glaring problem each, twenty are harmless; of the ten moves three plant
a new problem in the moved article.  Every old text stands exactly once in its article, and no
article is touched twice.
"""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """Replace old by new in the article at path; problem is the new problem's sentence, if any."""

    path: str
    old: str
    new: str
    problem: str | None


class Move(NamedTuple):
    """Move an article, and replace old by new in it if old is given."""

    old_path: str
    new_path: str
    old: str | None
    new: str | None
    problem: str | None


EDITS: list[Edit] = [
    # Twenty edits that plant a new problem.
    Edit(
        "news/2021-08-semaglutide.md",
        "The effect of semaglutide was near the limit of what patients can notice.",
        (
            "The effect of semaglutide was near the limit of what patients can notice.\n"
            "Semaglutide cures obesity permanently in every patient."
        ),
        "Semaglutide cures obesity permanently in every patient.",
    ),
    Edit(
        "archive/2017/column-018-type-2-diabetes.md",
        "If you do try metformin, agree in advance how you will judge it.",
        (
            "If you do try metformin, agree in advance how you will judge it. Bitter melon "
            "juice cures type 2 diabetes within three weeks."
        ),
        "Bitter melon juice cures type 2 diabetes within three weeks.",
    ),
    Edit(
        "conditions/multiple-sclerosis.md",
        (
            "The diagnosis of multiple sclerosis usually rests on a scan of the brain and "
            "spinal cord."
        ),
        (
            "The diagnosis of multiple sclerosis usually rests on on a scan of the brain and "
            "spinal cord."
        ),
        (
            "The diagnosis of multiple sclerosis usually rests on on a scan of the brain and "
            "spinal cord."
        ),
    ),
    Edit(
        "conditions/chronic-kidney-disease.md",
        "not as a replacement for advice from your own clinic.",
        (
            "not as a replacement for advice from your own clinic. Our amazing kidney tonic "
            "delivers guaranteed, life-changing results for every patient."
        ),
        ("Our amazing kidney tonic delivers guaranteed, life-changing results for every patient."),
    ),
    Edit(
        "news/2020-07-allopurinol.md",
        ("Clinicians were reminded to check urate and kidney tests in people having allopurinol."),
        (
            "Clinicians were reminded to check urate and kidney tests in people having "
            "allopurinol.\n"
            "Patients also took colchicine .5 mg twice a day."
        ),
        "Patients also took colchicine .5 mg twice a day.",
    ),
    Edit(
        "archive/2018/column-058-cataract.md",
        (
            "The answer depends on how much cataract affects daily life and on the risk of "
            "infection inside the eye."
        ),
        (
            "The answer depends on how much cataract affects daily life and on the risk of "
            "infection inside the eye. Carrot juice reverses cataract completely, so nobody "
            "needs an operation."
        ),
        "Carrot juice reverses cataract completely, so nobody needs an operation.",
    ),
    Edit(
        "news/2019-06-sumatriptan.html",
        (
            "Draft guidance on sumatriptan for migraine is open for comment until the end of "
            "the month."
        ),
        (
            "Draft guidance on sumatriptan for migraine is open for for comment until the "
            "end of the month."
        ),
        (
            "Draft guidance on sumatriptan for migraine is open for for comment until the "
            "end of the month."
        ),
    ),
    Edit(
        "treatments/electroconvulsive-therapy.md",
        "Tell the team about any blood thinners well before electroconvulsive therapy.",
        (
            "Tell the team about any blood thinners well before electroconvulsive therapy. "
            "Schizophrenics and other lunatics may have to be held down."
        ),
        "Schizophrenics and other lunatics may have to be held down.",
    ),
    Edit(
        "archive/2017/column-057-bladder-infection.md",
        "Side effects of nitrofurantoin may be more likely in older people.",
        (
            "Side effects of nitrofurantoin may be more likely in older people. Cranberry "
            "powder is 100% safe and has no side effects whatsoever."
        ),
        "Cranberry powder is 100% safe and has no side effects whatsoever.",
    ),
    Edit(
        "leaflets/leaflet-nitrofurantoin.md",
        "suggested nitrofurantoin for bladder infection.",
        (
            "suggested nitrofurantoin for bladder infection.\n\n"
            "D-mannose guarantees that you will never have a bladder infection again."
        ),
        "D-mannose guarantees that you will never have a bladder infection again.",
    ),
    Edit(
        "news/2018-05-denosumab.md",
        "Denosumab remains unsuitable for people with low calcium.",
        (
            "Denosumab remains unsuitable for people with low calcium.\n"
            "Denosumab is the greatest bone medicine ever made and it never fails."
        ),
        "Denosumab is the greatest bone medicine ever made and it never fails.",
    ),
    Edit(
        "archive/2018/column-043-epilepsy.txt",
        "The research on lamotrigine in epilepsy has gaps, mainly for older people.",
        (
            "The research on lamotrigine in epilepsy has gaps, mainly for older people. For "
            "a long seizure, give lorazepam 4.0 mg into a vein."
        ),
        "For a long seizure, give lorazepam 4.0 mg into a vein.",
    ),
    Edit(
        "leaflets/wards/leaflet-lamotrigine.md",
        "Let the clinic know about any holiday that would interrupt lamotrigine.",
        (
            "Let the clinic know about any holiday that would interrupt lamotrigine.\n"
            "Experts agree that fish oil stops seizures."
        ),
        "Experts agree that fish oil stops seizures.",
    ),
    Edit(
        "conditions/kidney-stone-disease.html",
        "Ask for a copy of the report on a low-dose scan of the kidneys.",
        (
            "Ask for a copy of the report on a low-dose scan of the kidneys. Lemon water "
            "dissolves every kidney stone overnight."
        ),
        "Lemon water dissolves every kidney stone overnight.",
    ),
    Edit(
        "treatments/alendronic-acid.md",
        "doctor or specialist nurse.",
        ("doctor or specialist nurse.\n\nThe other tablet is prednisolone 5.0 mg each morning."),
        "The other tablet is prednisolone 5.0 mg each morning.",
    ),
    Edit(
        "leaflets/leaflet-infliximab.md",
        "If a child takes or touches infliximab by mistake, get advice straight away.",
        (
            "If a child takes or touches infliximab by mistake, get advice straight away. "
            "TODO: put the telephone number of the ward here."
        ),
        "TODO: put the telephone number of the ward here.",
    ),
    Edit(
        "conditions/iron-deficiency-anaemia.md",
        (
            "Treatment of iron deficiency anaemia usually aims to reduce tiredness and to "
            "lower the chance of strain on the heart."
        ),
        (
            "Treatment of iron deficiency anaemia usually aims toreduce tiredness and to "
            "lower the chance of strain on the heart."
        ),
        (
            "Treatment of iron deficiency anaemia usually aims toreduce tiredness and to "
            "lower the chance of strain on the heart."
        ),
    ),
    Edit(
        "archive/2019/column-029-bipolar-disorder.md",
        "from lithium before it causes symptoms.",
        (
            "from lithium before it causes symptoms.\n\n"
            "Manic depressives are dangerous lunatics when they skip lithium."
        ),
        "Manic depressives are dangerous lunatics when they skip lithium.",
    ),
    Edit(
        "leaflets/leaflet-bariatric-surgery.md",
        "You can change your mind about bariatric surgery at any point before it starts.",
        (
            "You can change your mind about bariatric surgery at any point before it starts.\n"
            "This miracle operation will give you the body of your dreams, guaranteed."
        ),
        "This miracle operation will give you the body of your dreams, guaranteed.",
    ),
    Edit(
        "archive/2018/column-049-hip-arthritis.html",
        "Many people with mild hip arthritis do well without hip replacement for a while.",
        (
            "Many people with mild hip arthritis do well without hip replacement for a "
            "while. Collagen drinks regrow the hip joint and cure arthritis for good."
        ),
        "Collagen drinks regrow the hip joint and cure arthritis for good.",
    ),
    # Twenty harmless edits.
    Edit(
        "conditions/parkinson-s-disease.md",
        (
            "Treatment choices in Parkinson's disease are yours to make, with advice. The\n"
            "benefit of levodopa needs to be weighed against nausea and involuntary\n"
            "movements."
        ),
        (
            "Treatment choices in Parkinson's disease are yours to make, with advice.\n"
            "The benefit of levodopa needs to be weighed against nausea and\n"
            "involuntary movements."
        ),
        None,
    ),
    Edit(
        "treatments/nitrofurantoin.md",
        "Nitrofurantoin, a urinary antibiotic, is one",
        "**Nitrofurantoin**, a urinary antibiotic, is one",
        None,
    ),
    Edit(
        "conditions/irritable-bowel-syndrome.txt",
        "Treatment choices in irritable bowel syndrome are yours to make, with advice.",
        ("With advice from your team, you choose the treatment for irritable bowel syndrome."),
        None,
    ),
    Edit(
        "news/2018-05-carbimazole.txt",
        "Reported side effects of carbimazole included itching and nausea.",
        "The side effects reported with carbimazole included nausea and itching.",
        None,
    ),
    Edit(
        "conditions/osteoarthritis.md",
        ("If an anti-inflammatory gel causes skin irritation, contact the clinic before you stop."),
        (
            "If an anti-inflammatory gel causes skin irritation, contact the clinic before "
            "you stop. Ask the pharmacist whether the gel is suitable if you also take "
            "anti-inflammatory tablets."
        ),
        None,
    ),
    Edit(
        "news/2021-12-metformin.md",
        (
            "Because the work was done at 21 centres, the findings\n"
            "on metformin may not apply everywhere. An earlier trial of metformin in 2011\n"
            "found no benefit, and the reasons for the difference are unknown."
        ),
        (
            "Because the work was done at 21\n"
            "centres, the findings on metformin may not apply everywhere. An earlier trial\n"
            "of metformin in 2011 found no benefit, and the reasons for the difference are\n"
            "unknown."
        ),
        None,
    ),
    Edit(
        "leaflets/leaflet-sumatriptan.md",
        ("ask before you begin.\nYou can say no to sumatriptan,"),
        "ask before you begin. You can say no to sumatriptan,",
        None,
    ),
    Edit(
        "leaflets/Información – kidney dialysis.md",
        ("within about 16 weeks.\nGive haloperidol"),
        "within about 16 weeks. Give haloperidol",
        None,
    ),
    Edit(
        "leaflets/leaflet-amoxicillin.md",
        "A small number of people have a severe allergic reaction after amoxicillin.",
        "After amoxicillin, a small number of people have a severe allergic reaction.",
        None,
    ),
    Edit(
        "archive/2019/column-071-glaucoma.html",
        "Your clinic should be able to say why it prefers latanoprost for your glaucoma.",
        ("Your clinic should be able to say <strong>why</strong> it prefers latanoprost for you."),
        None,
    ),
    Edit(
        "archive/2017/column-003-breast-cancer.txt",
        "but no one can promise that it will. It might help",
        ("but no one can promise that it will.\n\nIt might help"),
        None,
    ),
    Edit(
        "conditions/graves-disease.html",
        "<h2>Causes</h2>",
        "<h2>Why it may happen</h2>",
        None,
    ),
    Edit(
        "treatments/denosumab.md",
        "## Who it may not suit",
        "## Before you start denosumab",
        None,
    ),
    Edit(
        "news/2019-10-levothyroxine.md",
        "## Limits of the work",
        "## Limits of the trial",
        None,
    ),
    Edit(
        "leaflets/leaflet-hip-replacement.md",
        (
            "If hip replacement is put off, ask what to do while you wait.\n"
            "Tell the team about any blood thinners well before hip replacement."
        ),
        (
            "Tell the team about any blood thinners well before hip replacement.\n"
            "If hip replacement is put off, ask what to do while you wait."
        ),
        None,
    ),
    Edit(
        "archive/2019/Café column 035.txt",
        "If you do try morphine, agree in advance how you will judge it.",
        (
            "Pain teams often plan a first review within days, since constipation can start "
            "early.\n\n"
            "If you do try morphine, agree in advance how you will judge it."
        ),
        None,
    ),
    Edit(
        "leaflets/Información – methylphenidate.txt",
        (
            "Ask the pharmacist whether your brand of methylphenidate can be swapped for "
            "another. Scientists"
        ),
        (
            "Ask the pharmacist whether your brand of methylphenidate can be swapped for "
            "another.\n"
            "Scientists"
        ),
        None,
    ),
    Edit(
        "archive/2017/column-069-acid-reflux.md",
        "An advert is not evidence, and a single story about omeprazole",
        "An advert is **not** evidence, and a single story about omeprazole",
        None,
    ),
    Edit(
        "leaflets/wards/Leaflet 05 warfarin.md",
        ("This leaflet on warfarin does not list every side effect.\nWarfarin cures"),
        ("This leaflet on warfarin does not list every side effect.\n\nWarfarin cures"),
        None,
    ),
    Edit(
        "archive/2018/column-073-deep-vein-thrombosis.md",
        "but tell your your team if they last.",
        "but tell your team if they last.",
        None,
    ),
]

MOVES: list[Move] = [
    Move(
        "conditions/gout.md",
        "conditions/joints/gout.md",
        "Friends may offer tips about gout that are well meant but untested.",
        (
            "Friends may offer tips about gout that are well meant but untested. Cherry "
            "extract cures gout for good and replaces allopurinol."
        ),
        "Cherry extract cures gout for good and replaces allopurinol.",
    ),
    Move(
        "news/2019-06-coronary-stenting.md",
        "news/2019/06 coronary stenting.md",
        "Reported side effects of coronary stenting included bruising at the wrist.",
        "Reported side effects of of coronary stenting included bruising at the wrist.",
        "Reported side effects of of coronary stenting included bruising at the wrist.",
    ),
    Move(
        "archive/2019/column-068-type-2-diabetes.md",
        "archive/2019/diabetes/column-068.md",
        "be part of the discussion.",
        ("be part of the discussion.\n\nThe evening dose of glibenclamide is 5.0 mg."),
        "The evening dose of glibenclamide is 5.0 mg.",
    ),
    Move(
        "leaflets/leaflet-ferrous-sulfate.html",
        "leaflets/iron/ferrous-sulfate.html",
        None,
        None,
        None,
    ),
    Move(
        "news/2020-11-cognitive-behavioural-therapy.md",
        "archive/2020/cognitive-behavioural-therapy.md",
        None,
        None,
        None,
    ),
    Move(
        "treatments/isotretinoin.md",
        "treatments/skin/Isotretinoin – guide.md",
        None,
        None,
        None,
    ),
    Move(
        "news/2019-06-prednisolone.md",
        "news/2019/prednisolone-in-lung-disease.md",
        None,
        None,
        None,
    ),
    Move(
        "archive/2019/column-053-breast-cancer.md",
        "archive/2019/columns/breast-cancer-053.md",
        None,
        None,
        None,
    ),
    Move(
        "archive/2018/column-019-acid-reflux.txt",
        "archive/2018/réflux 019.txt",
        None,
        None,
        None,
    ),
    Move(
        "archive/2018/column-052-migraine.md",
        "archive/2018/columns/migraine-052.md",
        None,
        None,
        None,
    ),
]
