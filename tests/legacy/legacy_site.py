"""A legacy repository of medical articles, made up for tests of a linter.

``site()`` gives about 300 articles (path -> text) and ``PLANTED`` names every problem put in on
purpose.  Everything is assembled from the sentence banks below with seeded randomness, so two calls
give the same site.  About two articles in three are sober; the others carry one to four problems.

A plant's text stands in its article exactly once, on one line.  Two kinds concern a whole article:
for "missing risk" the text is the article's title, and for "boilerplate" it is a paragraph that
stands word for word in several articles.
"""

from __future__ import annotations

import html
import random
import re
import textwrap
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Plant(NamedTuple):
    """One problem put into the site on purpose."""

    path: str
    text: str
    kind: str


class Block(NamedTuple):
    """One block of an article: kind is "h" (heading), "p" (paragraph) or "ul" (list)."""

    kind: str
    parts: list[str]


class Article(NamedTuple):
    """An article before it is rendered."""

    path: str
    title: str
    blocks: list[Block]
    slots: dict[str, str]
    template: str


# One entry a condition: name | field | who | two symptoms | cause | test | treatment | its harms |
# complication | urgent sign | source | self-care.
CONDITION_FACTS = """
- asthma | respiratory medicine | children and adults of any age | wheezing | a tight chest |
  inflamed airways that narrow too easily | spirometry before and after a reliever | a steroid
  inhaler | oral thrush and a hoarse voice | severe attacks that need hospital care | being too
  breathless to finish a sentence | the British Thoracic Society | keeping a written action plan
- type 2 diabetes | endocrinology | adults over 40, and younger people with a family history |
  thirst | passing urine more often | resistance to the action of insulin | a blood test for
  long-term glucose | metformin | nausea and loose stools | damage to the eyes, kidneys and nerves
  | drowsiness with vomiting and very high glucose readings | the National Institute for Health
  and Care Excellence | taking regular walks and planning meals
- migraine | neurology | women in their twenties to forties | throbbing head pain | sensitivity to
  light | changes in how the brain handles pain signals | a careful history and a headache diary |
  sumatriptan | flushing and a feeling of pressure in the chest | long spells off work or school |
  a sudden, severe headache unlike any before | the British Association for the Study of Headache
  | keeping to regular meal and sleep times
- high blood pressure | cardiology | adults over 50 | pounding headaches | nosebleeds | stiff
  arteries, salt intake and inherited risk | home readings taken over a week | amlodipine | ankle
  swelling and flushing | stroke and heart failure | chest pain with very high readings | the
  European Society of Cardiology | cutting down on salt
- atrial fibrillation | cardiology | people over 65 | a fluttering heartbeat | getting tired on
  stairs | faulty electrical signals in the upper heart chambers | a tracing of the heart rhythm |
  a blood thinner | bleeding from the gut or into the brain | stroke | weakness of the face or arm
  | the European Society of Cardiology | cutting back on alcohol
- heart failure | cardiology | people in their seventies and eighties | breathlessness when lying
  flat | swollen ankles | a heart muscle weakened by an earlier heart attack | an ultrasound scan
  of the heart | a diuretic | low sodium and dizziness on standing | repeated stays in hospital |
  waking at night gasping for air | the American Heart Association | weighing yourself each
  morning
- chronic kidney disease | nephrology | older adults and people with diabetes | tiredness | itchy
  skin | years of raised blood pressure or raised glucose | a blood and urine test repeated after
  three months | ramipril | a dry cough and raised potassium | kidney failure and heart disease |
  passing very little urine | the Renal Association | checking with a pharmacist before buying
  painkillers
- kidney stone disease | urology | adults aged 30 to 60 | severe pain in the side | blood in the
  urine | concentrated urine that lets crystals form | a low-dose scan of the kidneys | pain
  relief with an anti-inflammatory medicine | stomach irritation and kidney strain | blockage with
  infection | fever with pain in the side | the European Association of Urology | drinking enough
  water through the day
- urinary tract infection | urology | women of all ages | stinging when passing urine | needing to
  go often | gut bacteria that reach the bladder | a urine sample | nitrofurantoin | nausea and,
  rarely, lung reactions | infection of the kidneys | shivering with back pain | the National
  Institute for Health and Care Excellence | not holding on when you need to go
- eczema | dermatology | babies, children and some adults | itchy patches | dry, cracked skin | a
  weak skin barrier and an overactive immune response | an examination of the skin | a steroid
  cream | thinning of the skin with long use | infected skin and broken sleep | painful blisters
  that spread quickly | the British Association of Dermatologists | using an emollient every day
- psoriasis | dermatology | adults in their twenties or fifties | scaly plaques | pitted nails |
  an immune response that speeds up skin turnover | an examination of the skin and nails |
  methotrexate | liver irritation and low blood counts | painful, swollen joints | redness over
  most of the body | the British Association of Dermatologists | keeping the skin moisturised
- acne | dermatology | teenagers and young adults | blocked pores | tender spots on the face |
  hormone changes that raise oil production | an examination of the face and back | benzoyl
  peroxide gel | dryness and bleached towels | scarring and low mood | sudden painful nodules with
  fever | the American Academy of Dermatology | washing gently twice a day
- rosacea | dermatology | fair-skinned adults over 30 | flushing | visible small blood vessels |
  overreactive vessels in the face | an examination of the skin and eyes | metronidazole gel |
  stinging and dryness | thickened skin on the nose | a sore red eye with blurred sight | the
  British Association of Dermatologists | wearing sunscreen daily
- rheumatoid arthritis | rheumatology | adults aged 40 to 60 | swollen hand joints | morning
  stiffness lasting over an hour | an immune attack on the joint lining | blood tests and an
  ultrasound of the joints | methotrexate | mouth ulcers and a higher risk of infection | worn
  joints and lost hand function | a hot, swollen joint with fever | the European Alliance of
  Associations for Rheumatology | pacing activity through the day
- gout | rheumatology | men over 30 and women after the menopause | sudden pain in the big toe | a
  hot, shiny joint | urate crystals in the joint | a blood test for urate | allopurinol | a rash,
  which is sometimes severe | joint damage and urate lumps | a hot joint with a fever | the
  British Society for Rheumatology | drinking less beer
- osteoarthritis | rheumatology | adults over 45 | aching knees | stiffness after rest | wear and
  repair in the joint over many years | an examination of the joint | an anti-inflammatory gel |
  skin irritation | trouble with stairs and sleep | a knee that locks or gives way | the National
  Institute for Health and Care Excellence | doing strengthening exercises
- osteoporosis | endocrinology | women after the menopause and older men | height loss | back pain
  after a minor fall | loss of bone that outpaces new bone | a bone density scan | alendronic acid
  | heartburn and, rarely, jaw bone damage | hip and spine fractures | sudden back pain after
  lifting | the National Osteoporosis Guideline Group | doing weight-bearing exercise
- underactive thyroid | endocrinology | women over 50 | tiredness | feeling cold | an immune
  attack on the thyroid gland | a blood test of thyroid hormones | levothyroxine | a racing heart
  if the dose is too high | raised cholesterol and a slow heart rate | confusion with a low body
  temperature | the British Thyroid Association | taking tablets at the same time each day
- Graves disease | endocrinology | women aged 30 to 50 | weight loss | shaky hands | antibodies
  that drive the thyroid too hard | a blood test for thyroid antibodies | carbimazole | a rash
  and, rarely, a dangerous drop in white cells | an irregular heartbeat and eye disease | a sore
  throat with fever while on treatment | the European Thyroid Association | stopping smoking
- Crohn's disease | gastroenterology | teenagers and young adults | cramping pain | loose stools
  for weeks | an immune reaction in the wall of the bowel | a stool test followed by a colonoscopy
  | azathioprine | low blood counts and pancreatitis | narrowed bowel and abscesses | severe pain
  with a swollen abdomen | the European Crohn's and Colitis Organisation | stopping smoking
- ulcerative colitis | gastroenterology | adults aged 15 to 40 | bloody diarrhoea | an urgent need
  for the toilet | inflammation of the lining of the colon | a colonoscopy with small tissue
  samples | mesalazine | headache and, rarely, kidney inflammation | severe flares and a higher
  risk of bowel cancer | more than six bloody stools in a day | the British Society of
  Gastroenterology | keeping a record of flares
- irritable bowel syndrome | gastroenterology | adults under 50 | bloating | pain that eases after
  going to the toilet | a sensitive gut and altered bowel movement | blood tests to rule out
  coeliac disease | a low-fermentable-sugar diet | too narrow a diet if it is followed for long |
  missed work and social plans | weight loss or blood in the stool | the British Society of
  Gastroenterology | eating slowly and regularly
- acid reflux | gastroenterology | adults who are overweight or pregnant | heartburn | a sour
  taste | a weak valve at the top of the stomach | a trial of treatment, then an endoscopy |
  omeprazole | headache and low magnesium with long use | ulcers and narrowing of the gullet |
  food sticking on the way down | the American College of Gastroenterology | raising the head of
  the bed
- coeliac disease | gastroenterology | people with an affected parent or sibling | bloating after
  bread | iron deficiency | an immune reaction to gluten | an antibody blood test while still
  eating gluten | a gluten-free diet | low fibre intake and higher food costs | thin bones and
  anaemia | weight loss that nobody can explain | the European Society for the Study of Coeliac
  Disease | reading food labels
- hepatitis C | hepatology | people exposed to infected blood | tiredness | aching joints | a
  virus carried in blood | an antibody test and a test for viral material | a course of antiviral
  tablets | headache and tiredness | scarring of the liver and liver cancer | vomiting blood | the
  European Association for the Study of the Liver | avoiding alcohol
- depression | psychiatry | adults of any age | low mood most of the day | loss of interest | a
  mix of life events, biology and inherited risk | a conversation about mood, sleep and safety |
  talking therapy | feeling worse for a time when painful topics come up | lost work and strained
  relationships | thoughts of ending your life | the Royal College of Psychiatrists | planning one
  small activity a day
- generalised anxiety disorder | psychiatry | adults aged 20 to 60 | constant worry | muscle
  tension | stress, temperament and inherited risk | a short questionnaire and an interview |
  sertraline | nausea and sexual problems | poor sleep and missed work | thoughts of self-harm |
  the National Institute for Health and Care Excellence | limiting caffeine
- bipolar disorder | psychiatry | people in their late teens and twenties | spells of very high
  energy | spells of deep low mood | inherited risk and disrupted sleep | an interview with a
  psychiatrist | lithium | tremor, thirst and thyroid problems | debt, job loss and suicide |
  several nights with no sleep and racing thoughts | the Royal College of Psychiatrists | keeping
  a steady sleep pattern
- schizophrenia | psychiatry | young adults | hearing voices | withdrawing from friends | a mix of
  inherited risk and stress in early life | an assessment by a mental health team | olanzapine |
  weight gain and drowsiness | isolation and poor physical health | voices that tell the person to
  act | the World Health Organization | staying in touch with a key worker
- insomnia | sleep medicine | adults, more often women | lying awake for hours | tiredness by day
  | worry, shift work and irregular habits | a two-week sleep diary | cognitive behavioural
  therapy | tiredness in the first weeks of the programme | accidents and low mood | falling
  asleep while driving | the European Sleep Research Society | getting up at the same time each
  day
- sleep apnoea | sleep medicine | middle-aged adults, often with a large neck | loud snoring |
  waking unrefreshed | a throat that collapses during sleep | an overnight breathing study at home
  | a pressure mask worn at night | a dry nose and sore skin under the mask | high blood pressure
  and road accidents | dozing off at the wheel | the American Academy of Sleep Medicine | sleeping
  on your side
- epilepsy | neurology | young children and people over 65 | seizures | brief blank spells |
  bursts of abnormal activity in the brain | a brain wave recording and a scan | lamotrigine | a
  rash that can become severe | injury and, rarely, sudden death | a seizure that lasts longer
  than five minutes | the International League Against Epilepsy | taking medicines at set times
- Parkinson's disease | neurology | people over 60 | a tremor at rest | slow movement | loss of
  brain cells that make dopamine | an examination by a specialist | levodopa | nausea and
  involuntary movements | falls and trouble swallowing | a sudden inability to move with fever |
  the Movement Disorder Society | joining an exercise class
- multiple sclerosis | neurology | adults aged 20 to 40 | blurred sight in one eye | numb limbs |
  an immune attack on nerve coating | a scan of the brain and spinal cord | an infusion given
  every six months | infections and infusion reactions | trouble walking | sudden loss of sight |
  the European Academy of Neurology | resting before tiring tasks
- dementia | geriatric medicine | people over 75 | memory loss | trouble finding words | damage to
  brain cells from several diseases | memory tests and a brain scan | donepezil | nausea and a
  slow pulse | falls and poor nutrition | sudden confusion over a day or two | the Alzheimer's
  Association | keeping familiar routines
- stroke | stroke medicine | people over 65 | a drooping face | slurred speech | a clot or a bleed
  in the brain | an urgent brain scan | rehabilitation with therapists | tiredness and falls
  during practice | lasting weakness | any sudden weakness of the face or arm | the European
  Stroke Organisation | checking blood pressure at home
- tuberculosis | infectious diseases | people who have lived where it is common | a cough for over
  three weeks | night sweats | a slow-growing bacterium spread through the air | a chest image and
  sputum samples | a six-month antibiotic course | liver inflammation and orange urine | lung
  scarring | coughing up blood | the World Health Organization | finishing the whole course
- malaria | infectious diseases | travellers to tropical regions | fever | shaking chills | a
  parasite carried by mosquitoes | a blood film on the same day | an artemisinin combination |
  dizziness and vomiting | organ failure | fever within a year of travel | the World Health
  Organization | sleeping under a treated net
- shingles | infectious diseases | people over 50 | a burning strip of pain | blisters on one side
  | the chickenpox virus waking in a nerve | an examination of the rash | aciclovir | headache and
  kidney irritation | nerve pain that lasts for months | a rash near the eye | the UK Health
  Security Agency | covering the rash with a clean dressing
- influenza | infectious diseases | people of all ages, with more risk in older adults | sudden
  fever | aching muscles | a virus spread in droplets | a nose swab in those at high risk |
  paracetamol | liver damage if too much is taken | pneumonia | blue lips or fast breathing | the
  Centers for Disease Control and Prevention | staying at home while feverish
- endometriosis | gynaecology | women from their teens to their forties | period pain | pain
  during sex | tissue like the womb lining growing elsewhere | an ultrasound and sometimes keyhole
  surgery | hormone treatment | spotting and mood changes | difficulty becoming pregnant | sudden
  severe pelvic pain | the European Society of Human Reproduction and Embryology | tracking pain
  with the cycle
- polycystic ovary syndrome | gynaecology | women of child-bearing age | irregular periods |
  unwanted hair growth | raised androgens and insulin resistance | blood tests and a pelvic scan |
  the combined pill | a raised risk of blood clots | type 2 diabetes | no period for over three
  months | the European Society of Endocrinology | aiming for slow, steady weight change
- pre-eclampsia | obstetrics | women after 20 weeks of pregnancy | headache | swollen hands | a
  placenta that did not embed well | blood pressure and urine checks | labetalol | tiredness and a
  slow pulse | seizures and early birth | flashing lights with severe headache | the Royal College
  of Obstetricians and Gynaecologists | keeping antenatal appointments
- glaucoma | ophthalmology | people over 60 | patchy side vision | blurred edges | raised pressure
  that harms the optic nerve | a pressure check and a field test | latanoprost | red eyes and
  darker lashes | lasting loss of sight | a painful red eye with halos | the European Glaucoma
  Society | using drops at a set time
- cataract | ophthalmology | people over 65 | misty vision | glare from headlights | clouding of
  the lens with age | a slit lamp examination | lens replacement surgery | infection and swelling
  at the back of the eye | falls and lost independence | sudden loss of sight | the Royal College
  of Ophthalmologists | using brighter reading lamps
- Ménière's disease | ear, nose and throat medicine | adults aged 40 to 60 | spinning spells |
  ringing in one ear | excess fluid in the inner ear | a hearing test and a scan | betahistine |
  headache and indigestion | lasting hearing loss | vertigo with slurred speech | the Barany
  Society | cutting down on salt
- Sjögren syndrome | rheumatology | women aged 40 to 60 | gritty eyes | a dry mouth | an immune
  attack on tear and saliva glands | antibody tests and a lip biopsy | a lubricating eye drop |
  brief blurring after each drop | dental decay and fatigue | a gland that keeps growing | the
  British Society for Rheumatology | sipping water through the day
- breast cancer | oncology | women over 50 | a new lump | a dimpled patch of skin | changes in
  breast cells over many years | a mammogram and a needle biopsy | surgery followed by tablets |
  hot flushes and joint pain | spread to bone or liver | a new lump or a bleeding nipple | the
  European Society for Medical Oncology | going to screening when invited
- prostate cancer | oncology | men over 60 | a weak urine flow | getting up at night to pass urine
  | slow growth of abnormal gland cells | a scan and targeted biopsies | active monitoring | worry
  between checks | spread to bone | new back pain with weak legs | the European Association of
  Urology | staying active
- iron deficiency anaemia | haematology | women with heavy periods | tiredness | pale skin | low
  iron from blood loss or diet | a ferritin blood test | ferrous sulfate | constipation and dark
  stools | strain on the heart | black, tarry stools | the British Society for Haematology |
  eating iron-rich foods
- sickle cell disease | haematology | people of African, Caribbean or Middle Eastern heritage |
  bone pain | jaundice | an inherited change in haemoglobin | a blood test at birth |
  hydroxycarbamide | low white cells | stroke and lung problems | chest pain with fever | the
  American Society of Hematology | keeping warm and well hydrated
- cystic fibrosis | respiratory medicine | children and young adults | a wet cough | poor weight
  gain | an inherited fault in salt transport | a sweat test | a modulator medicine | liver
  changes and rash | chronic lung infection | coughing up fresh blood | the European Cystic
  Fibrosis Society | doing airway clearance each day
"""

# One entry a treatment: name | drug or procedure | class | used for | effect | common harms |
# serious harm | not for | checks | dose or course | source.
TREATMENT_FACTS = """
- metformin | drug | a biguanide medicine | type 2 diabetes | lower blood glucose | nausea and
  loose stools | lactic acidosis | people with severe kidney disease | kidney function tests | 500
  mg once a day with a meal | the National Institute for Health and Care Excellence
- amlodipine | drug | a calcium channel blocker | high blood pressure | relax the arteries |
  swollen ankles and flushing | a very low blood pressure | people in cardiogenic shock | blood
  pressure checks | 5 mg once a day | the European Society of Cardiology
- ramipril | drug | an angiotensin-converting enzyme inhibitor | heart failure | lower strain on
  the heart | a dry cough and dizziness | swelling of the face and throat | anyone who is pregnant
  | potassium and kidney tests | 2.5 mg once a day | the European Society of Cardiology
- atorvastatin | drug | a statin | raised cholesterol | lower cholesterol | muscle aches and
  indigestion | muscle breakdown | people with active liver disease | liver and cholesterol tests
  | 20 mg at night | the National Institute for Health and Care Excellence
- apixaban | drug | an oral anticoagulant | atrial fibrillation | lower the risk of a clot |
  bruising and nosebleeds | bleeding into the brain | people with active bleeding | kidney tests
  each year | 5 mg twice a day | the European Heart Rhythm Association
- warfarin | drug | a vitamin K antagonist | deep vein thrombosis | slow blood clotting | bruising
  | major bleeding | anyone who is pregnant | regular clotting tests | a dose set by the clotting
  result | the British Society for Haematology
- bisoprolol | drug | a beta blocker | angina | slow the heart | cold hands and tiredness | heart
  block | people with a very slow pulse | pulse checks | 1.25 mg each morning | the American Heart
  Association
- furosemide | drug | a loop diuretic | fluid overload | clear extra fluid | thirst and passing
  more urine | very low potassium | people who make no urine | blood salts and weight | 20 mg each
  morning | the American Heart Association
- salbutamol | drug | a short-acting reliever | asthma | open the airways | tremor and a fast
  pulse | a low potassium level | people allergic to its ingredients | inhaler technique | 100
  micrograms, one or two puffs when needed | the Global Initiative for Asthma
- montelukast | drug | a leukotriene blocker | hay fever with asthma | calm airway swelling |
  headache and stomach pain | mood and behaviour changes | people who had mood changes on it
  before | mood and sleep | 10 mg in the evening | the European Medicines Agency
- prednisolone | drug | a corticosteroid | chronic obstructive lung disease | calm inflammation |
  hunger, poor sleep and mood swings | adrenal suppression | people with an untreated infection |
  blood pressure, glucose and bone health | 30 mg each morning for five days | the British
  Thoracic Society
- omeprazole | drug | a proton pump inhibitor | acid reflux | cut stomach acid | headache and wind
  | low magnesium with long use | people taking nelfinavir | magnesium after a year | 20 mg before
  breakfast | the American College of Gastroenterology
- mesalazine | drug | an aminosalicylate | ulcerative colitis | settle the bowel lining | headache
  and nausea | kidney inflammation | people allergic to salicylates | kidney tests | 2.4 g once a
  day | the British Society of Gastroenterology
- infliximab | drug | a biologic given by drip | Crohn's disease | quieten immune signals |
  headache and infusion reactions | serious infections such as tuberculosis | people with
  untreated tuberculosis | infection screening | 5 mg for each kilogram of weight | the European
  Crohn's and Colitis Organisation
- methotrexate | drug | a disease-modifying medicine | rheumatoid arthritis | slow joint damage |
  nausea and mouth ulcers | bone marrow failure | anyone who is pregnant or breastfeeding | blood
  counts and liver tests | 10 mg once a week, never daily | the British Society for Rheumatology
- allopurinol | drug | a xanthine oxidase inhibitor | gout | lower urate | a rash and early flares
  | a severe skin reaction | people with a past reaction to it | urate and kidney tests | 100 mg
  once a day | the American College of Rheumatology
- alendronic acid | drug | a bisphosphonate | osteoporosis | slow bone loss | heartburn | jaw bone
  damage | people who cannot sit upright for 30 minutes | dental health and kidney tests | 70 mg
  once a week | the National Osteoporosis Guideline Group
- denosumab | drug | an antibody injection | postmenopausal bone loss | slow bone breakdown | back
  pain and skin infection | low calcium | people with low calcium | calcium levels | 60 mg every
  six months | the Endocrine Society
- levothyroxine | drug | a thyroid hormone | hypothyroidism | replace missing hormone | sweating
  and palpitations | an irregular heartbeat | people with untreated adrenal failure | thyroid
  blood tests | 50 micrograms before breakfast | the British Thyroid Association
- carbimazole | drug | an antithyroid medicine | Graves disease | slow hormone production |
  itching and nausea | a dangerous fall in white cells | people with serious blood disorders |
  white cell counts if a fever starts | 20 mg once a day | the European Thyroid Association
- sertraline | drug | a selective serotonin reuptake inhibitor | depression | lift mood | nausea,
  poor sleep and sexual problems | suicidal thoughts in young people | people taking certain older
  antidepressants | mood in the first weeks | 50 mg once a day | the Royal College of
  Psychiatrists
- lithium | drug | a mood stabiliser | bipolar disorder | reduce relapses | tremor and thirst |
  lithium poisoning | people with severe kidney disease | lithium levels and thyroid tests | 400
  mg at night | the National Institute for Health and Care Excellence
- olanzapine | drug | an antipsychotic | schizophrenia | reduce voices and fear | weight gain and
  drowsiness | raised glucose and a rare fever reaction | people with narrow-angle glaucoma |
  weight, glucose and lipids | 10 mg at night | the World Health Organization
- methylphenidate | drug | a stimulant | attention deficit hyperactivity disorder | improve
  attention | poor appetite and trouble sleeping | raised blood pressure and, rarely, psychosis |
  people with serious heart rhythm problems | height, weight and pulse | 5 mg once or twice a day
  | the National Institute for Health and Care Excellence
- sumatriptan | drug | a triptan | migraine | shorten an attack | tingling and chest tightness |
  narrowing of heart arteries | people with heart disease | the number of days used each month |
  50 mg as early as possible in the headache | the British Association for the Study of Headache
- lamotrigine | drug | an antiseizure medicine | epilepsy | reduce seizures | headache and double
  vision | a severe blistering rash | people who had a rash on it before | the skin during the
  first eight weeks | 25 mg once a day for two weeks | the International League Against Epilepsy
- levodopa | drug | a dopamine precursor | Parkinson's disease | ease stiffness | nausea and vivid
  dreams | hallucinations | people with narrow-angle glaucoma | movement and mood | 50 mg three
  times a day with carbidopa | the Movement Disorder Society
- donepezil | drug | a cholinesterase inhibitor | Alzheimer's disease | slow the loss of daily
  skills | loose stools and cramps | a slow pulse with fainting | people with certain heart rhythm
  faults | pulse and weight | 5 mg at bedtime | the Alzheimer's Association
- amoxicillin | drug | a penicillin antibiotic | chest infection | kill common bacteria | loose
  stools and rash | a severe allergic reaction | people allergic to penicillin | signs of allergy
  | 500 mg three times a day | the World Health Organization
- nitrofurantoin | drug | a urinary antibiotic | bladder infection | clear bacteria from urine |
  nausea and dark urine | lung and liver reactions | people with poor kidney function | symptoms
  after three days | 100 mg twice a day for three days | the National Institute for Health and
  Care Excellence
- aciclovir | drug | an antiviral medicine | shingles | shorten the rash | headache and nausea |
  kidney injury | people who are dehydrated, unless checked first | fluid intake | 800 mg five
  times a day | the UK Health Security Agency
- isotretinoin | drug | a retinoid | severe acne | shrink oil glands | dry lips and aches | birth
  defects and mood change | anyone who is or may become pregnant | pregnancy tests, liver tests
  and mood | a dose based on body weight | the European Medicines Agency
- adalimumab | drug | a biologic injection | psoriasis | calm immune signals | sore injection
  sites and colds | serious infection | people with active infection | infection screening | 40 mg
  every two weeks | the British Association of Dermatologists
- latanoprost | drug | a prostaglandin eye drop | glaucoma | lower eye pressure | red eyes and
  longer lashes | swelling at the back of the eye | people with active eye herpes | eye pressure |
  one drop in the evening | the European Glaucoma Society
- ferrous sulfate | drug | an iron salt | iron deficiency anaemia | rebuild iron stores |
  constipation and dark stools | iron poisoning in children who swallow tablets | people with iron
  overload | a blood count after a month | 200 mg once a day | the British Society for Haematology
- tamoxifen | drug | a hormone blocker | breast cancer | lower the chance of recurrence | hot
  flushes and vaginal discharge | blood clots and womb cancer | people with a past clot, unless a
  specialist agrees | unusual bleeding | 20 mg once a day | the European Society for Medical
  Oncology
- naproxen | drug | an anti-inflammatory medicine | joint pain | ease pain and swelling |
  indigestion | bleeding stomach ulcers | people with a current ulcer | blood pressure and kidney
  tests | 250 mg twice a day with food | the American College of Rheumatology
- morphine | drug | an opioid | cancer pain | ease severe pain | constipation and drowsiness |
  slowed breathing | people with acute breathing failure | bowel habit and alertness | 2.5 mg by
  mouth every four hours | the World Health Organization
- semaglutide | drug | a weekly injection that mimics a gut hormone | obesity | reduce appetite |
  nausea and constipation | pancreatitis | people with a history of medullary thyroid cancer |
  weight, hydration and eye disease | 0.25 mg once a week | the European Medicines Agency
- hormone replacement therapy | drug | a group of oestrogen treatments | menopausal flushing |
  ease hot flushes | breast tenderness and spotting | blood clots and a small rise in breast
  cancer | people with recent breast cancer | blood pressure and bleeding | the lowest dose that
  controls symptoms | the British Menopause Society
- cataract surgery | proc | a day-case operation | cataract | improve sight | gritty eyes for a
  few days | infection inside the eye | people with an untreated eyelid infection | sight and eye
  pressure | usually takes about 20 to 30 minutes under local anaesthetic | the Royal College of
  Ophthalmologists
- hip replacement | proc | a joint operation | hip arthritis | ease pain and improve walking |
  bruising and stiffness | infection, clots and dislocation | people with an active infection |
  the wound and walking | usually takes one to two hours under spinal or general anaesthetic | the
  British Orthopaedic Association
- coronary stenting | proc | a catheter procedure | coronary heart disease | ease angina |
  bruising at the wrist | heart attack, stroke and bleeding | people who cannot take antiplatelet
  tablets | chest pain and bleeding | usually takes about an hour through an artery in the wrist |
  the European Society of Cardiology
- colonoscopy | proc | a camera test | bowel bleeding | find and remove polyps | wind and cramps |
  a tear in the bowel | people with severe active colitis | pain and bleeding afterwards | usually
  takes 30 to 45 minutes with sedation if wanted | the British Society of Gastroenterology
- kidney dialysis | proc | a blood-cleaning treatment | kidney failure | remove waste and fluid |
  tiredness and cramps | infection and low blood pressure | people too frail to gain from it |
  weight, potassium and access site | usually takes four hours, three times a week | the Renal
  Association
- cognitive behavioural therapy | proc | a structured talking treatment | anxiety | ease worry and
  avoidance | distress when facing fears | a crisis that needs extra support | people in acute
  crisis, until they are safer | mood scores at each session | usually takes 8 to 16 weekly
  sessions | the Royal College of Psychiatrists
- electroconvulsive therapy | proc | a hospital treatment under anaesthetic | severe depression |
  lift severe low mood | headache and confusion after each session | lasting memory gaps | people
  with a recent stroke | memory and mood | usually takes 6 to 12 sessions over several weeks | the
  Royal College of Psychiatrists
- radiotherapy | proc | a course of high-energy beams | prostate cancer | control the tumour |
  tiredness and bladder irritation | late bowel bleeding | people who had full-dose treatment to
  the same area | skin, bladder and bowel symptoms | usually takes four to eight weeks of short
  daily visits | the European Society for Radiotherapy and Oncology
- pulmonary rehabilitation | proc | a supervised exercise course | chronic lung disease | improve
  walking distance | sore muscles | chest pain during exercise | people with unstable angina |
  oxygen level and pulse | usually takes six to eight weeks with two sessions a week | the
  American Thoracic Society
- bariatric surgery | proc | a weight-loss operation | severe obesity | reduce weight and glucose
  | nausea and loose stools | leaks, clots and vitamin deficiency | people who are not fit for an
  anaesthetic | vitamins and minerals for life | usually takes one to three hours under general
  anaesthetic | the International Federation for the Surgery of Obesity
"""

SOBER_BANKS = """
# c_intro
- {C} is a condition seen most often in {who}, and it is usually managed by a team in {field}.
- Doctors in {field} look after many people with {c}, although much of the day-to-day care happens
  at home.
- {C} has been linked to {cause}, but the reason one person develops it and another does not is
  <often|usually> unclear.
- This page explains what {c} is, how it is found, and what treatment can and cannot do.
- In {c}, the main process is {cause}.
- {C} can affect {who}; its course varies a good deal from one person to the next.
- If you have just been told that you have {c}, it may help to read this page with someone you
  trust.
- The term {c} covers a range of severity, from mild trouble to problems that need hospital care.
- Most of what follows is based on guidance from {body}, listed under sources [1].
- {C} is a long-standing area of work in {field}, and advice on it changes as evidence builds up.
- People often first hear of {c} after noticing {s1}.
- For {who}, {c} may begin slowly and be put down to getting older or being busy.
- There is no single experience of {c}; some people have only {s1}, while others also have {s2}.
- We wrote this guide to {c} for patients and carers, not as a replacement for advice from your
  own clinic.
- {C} may run in families, although having a relative with it does not mean you will get it.
- Not everyone with {c} needs treatment straight away.
- Our reviewers in {field} last checked this summary of {c} in {y}.
- The name {c} can sound alarming, so it is worth asking what it means in your own case.
- Care for {c} has changed since {y}, and older articles may not reflect current advice.
- {C} may be short-lived or may last for years.
- We use plain words for {c} here, and explain medical terms where they are needed.

# c_sym
- The <most common|usual> complaints in {c} are {s1} and {s2}.
- Some people with {c} notice {s1} for months before they mention it to anyone.
- {S1} may be mild at first, and in {c} this can come and go.
- Others have {s2}, which can be mistaken for a less serious problem than {c}.
- Symptoms of {c} do not always match what tests show.
- Keeping a short note of {s1} for two weeks can help the clinic see a pattern.
- A few people have no symptoms at all, and {c} is found during a check for something else.
- {S2} alone cannot prove that someone has {c}.
- In older people with {c}, the picture may be less clear, and {s1} may be missed.
- Tiredness is reported by many people with {c}, but it has many other causes.
- Children and adults may describe {s1} in different words.
- Partners sometimes notice {s2} before the person does.
- The pattern of {s1} and {s2} tends to change over the years with {c}.
- Stress does not by itself cause {c}, though it may make {s1} harder to bear.
- In a survey of {n} people with {c}, about {a} in 100 said that {s1} bothered them most [1].
- If {s1} should get worse over days rather than months, tell the team that looks after your {c}.
- On most days {s1} may be no more than a nuisance, yet in {c} there can be flares without
  warning.
- Two people with {c} may have quite different symptoms.
- If you have {s2} for the first time, it is sensible to have it checked.
- Some symptoms of {c} overlap with those of anxiety, infection or a poor night's sleep.
- Doctors may ask you to score {s1} from nought to ten.
- A diary can show whether {s2} follows meals, effort or a missed dose.

# c_cause
- Reviews gathered by {body} link {c} with {cause}, often with more than one factor at work [1].
- A family history raises the chance of {c} in some groups, including {who}.
- The risk of {c} is not the same for everyone, and it is highest in {who}.
- Left without care, {c} can lead to {comp}, although many people never reach that stage.
- Having {c} is nobody's fault.
- Age, inherited traits and surroundings all play some part in {c}.
- The link between {c} and {cause} is well described, but it does not explain every case [1].
- Some medicines can make {s1} worse, so bring a full list to the {field} clinic.
- {Comp} may follow {c} when it goes untreated for a long time.
- It is not known how far diet contributes to {c}.
- Smoking makes the outlook worse in many long-term illnesses, and teams treating {c} will ask
  about it.
- In about {b} of every 100 people seen with {s1}, the clinic finds a cause other than {c} [2].
- The part played by {cause} was described decades ago and is still being studied in {c}.
- A raised risk of {comp} is one reason why doctors take {c} seriously.
- Several theories about {c} have been tested, and none explains all cases.
- The age at which {c} begins offers a clue to its cause in some families.
- Infections, injury and stress have all been studied as triggers for {c}, with mixed results.
- Where you live may change the risk of {c}, partly through air, work and access to care.
- Most people with {cause} in their history never have serious trouble.

# c_diag
- The diagnosis of {c} usually rests on {test}.
- A clinician will ask about {s1} and {s2}, and will then examine you.
- {Test} may be the first step when {c} is suspected.
- No single test rules {c} in or out with certainty, and results can be wrong.
- A normal result does not always exclude {c}, so go back if you still have {s1}.
- Before {test}, ask whether you should stop any of your usual medicines.
- The guideline from {body} sets out when people with {s1} should be referred [1].
- Waiting times for {test} vary between regions.
- You can ask what a positive result for {c} would change before you agree to {test}.
- Some tests for {c} carry small risks of their own, such as bruising, worry or a false alarm.
- Doctors in {field} may repeat {test} if the first result does not fit the story.
- Other conditions can mimic {c}, which is why {s2} should be looked at with care.
- Blood tests alone are seldom enough to confirm {c}.
- If {c} is found by chance, the team may suggest watching it for a while.
- You may be offered a second opinion about {c} if the findings are unclear.
- It can take several visits before {c} is named, which many people find frustrating.
- Ask for a copy of the report on {test}.
- A nurse may be able to explain what {test} involves.
- Where {test} is not on offer nearby, the {field} team may refer you.
- In {y}, {body} advised against repeat testing for {c} when nothing has changed [1].

# c_treat
- {Body} lists {t} among the options for {c}, with the choice guided by symptoms and other
  illnesses [1].
- {T} may ease {s1} in some people with {c}, but it does not cure the condition.
- In a randomised trial of {n} adults with {c}, {a} in 100 improved with {t} compared with {b} in
  100 on placebo or usual care [2].
- The main harms of {t} are {risk}, and the leaflet lists others.
- Possible harms of {t} include {risk}; ask how likely these are for you.
- Treatment of {c} usually aims to reduce {s1} and to lower the chance of {comp}.
- Some people with {c} choose to wait and see before starting {t}.
- {T} does not suit everyone with {c}, and other options exist.
- A review of {k} trials in {c} found a modest average benefit from {t}, with wide variation
  between people [2].
- It may take {w} weeks before you can tell whether {t} is helping.
- If {t} causes {risk}, contact the clinic before you stop.
- Evidence for herbal products in {c} is thin, and some interact with prescribed medicines.
- The benefit of {t} needs to be weighed against {risk}.
- For mild {c}, advice and follow-up may be enough at first.
- When {t} does not control {s2}, the team may change the plan or add something else.
- A small trial in {y} compared {t} with a lower-intensity approach in {c} and found little
  difference at {w} weeks [2].
- About {b} in 100 people stop {t} because of unwanted effects such as {risk} [1].
- Pregnancy, kidney function and other medicines all affect whether {t} is a sensible choice.
- Doctors cannot predict with confidence who with {c} will do well on {t}.
- People who take {t} for {c} should have a review at least once a year.
- Treatment choices in {c} are yours to make, with advice.
- A planned break from {t} may be possible once {c} has been quiet for some time.
- Costs of {t} differ between countries, and so does access.
- In older adults with {c}, the balance between gain and {risk} may tip the other way.
- {T} has been compared with placebo in {k} trials in {c}, and not all of them favoured it [2].
- Neither {t} nor any other option is right for everybody with {c}.

# c_live
- Day-to-day care for {c} may include {self}.
- Guidance from {body} mentions {self} as part of care, although the evidence is of moderate
  quality [1].
- Many people with {c} work, travel and exercise with some planning.
- {Self} may help a little with {s1}, but it is not a replacement for treatment.
- Tell your employer about {c} only if you wish to, unless your job has safety rules.
- A support group for {c} can offer practical tips from others in the same position.
- Ask about vaccines, because some are advised for people with {c}.
- Travel insurance may cost more with {c}, so compare policies early.
- Low mood is common in people living with {c}, and it is worth raising at a visit.
- Try one change at a time, such as {self}, so that you can judge its effect.
- Carers of people with {c} may also need rest and support.
- Check with a pharmacist before adding any supplement to treatment for {c}.
- Gentle activity is <usually|generally> encouraged in {c}, at a pace agreed with your team.
- Keep a list of your tests, doses and contacts for {c} in one place.
- Flare-ups of {s1} may still happen even when you follow all the advice.
- Some driving rules mention {c}, so check with the licensing authority.
- Friends may offer tips about {c} that are well meant but untested.
- Sleep, meals and movement all matter, yet none of them will remove {c}.
- Talk to the school or workplace if {s1} makes some tasks hard.
- Small routines, such as {self}, may be easier to keep than large changes.
- Plan ahead for days when {s2} might be worse.
- Some people with {c} prefer to read little about it, and that is fine too.
- People with {c} can ask for a named contact in the {field} clinic.

# c_help
- Get urgent help for {flag}.
- Call an ambulance if someone with {c} develops {flag}.
- See your own doctor within a few days if {s1} should get worse.
- Do not wait for a routine visit if you have {flag}.
- Urgent signs in {c} include {flag}.
- {Flag} should be checked on the same day.
- Phone the {field} clinic if treatment for {c} causes {risk}.
- If you cannot get through to the {field} team, use the out-of-hours service for advice about
  {c}.
- Go to an emergency department with {flag}, and take your medicine list with you.
- Ask for an earlier review if {s2} should start to affect work or sleep.
- Anyone with {c} who becomes pregnant should contact the team soon.
- A pharmacist can often advise on mild {s1}, and will say when {c} needs a doctor.
- Keep the number of the {field} clinic near the phone if {c} has flared before.
- If a child with {c} seems drowsy or floppy, seek help without delay.
- After any hospital stay for {c}, ask who will review {t}.
- Do not drive yourself if you have {flag}.

# t_intro
- {T} is {cls} used in the care of {c}.
- Doctors may suggest {t} for {c} when simpler steps have not been enough.
- {T} has been used in {c} for many years, and its main harms are well described.
- This article covers what {t} may do for people with {c}, and what it may cost them in side
  effects.
- The aim of {t} is to {eff}; it does not remove the cause of {c}.
- {T}, {cls}, is one of several options for {c}.
- People are often offered {t} as part of a wider plan for {c}.
- Not everyone with {c} needs {t}.
- Most people who use {t} do so under the guidance of a doctor or specialist nurse.
- {T} is meant to {eff}, although how well it does so differs between people.
- If you have been offered {t}, you have time to ask questions before you decide.
- Our page on {t} was last checked against guidance from {body} in {y} [1].
- Guidance from {body} describes when {t} may be considered in {c} [1].
- {T} can be used alone or with other treatment for {c}.
- The decision to use {t} depends on your symptoms, other illnesses and what matters to you.
- This page on {t} is written for adults with {c}; children may need different advice.
- Some clinics offer {t} early in {c}, while others wait.
- {T} is one part of care for {c}, alongside advice and follow-up.

# t_evid
- In a randomised trial of {n} people with {c}, {a} in 100 given {t} improved, against {b} in 100
  in the comparison group [2].
- A review of {k} trials suggests that {t} may {eff} to a modest degree [2].
- The evidence that {t} can {eff} is of moderate certainty, according to {body} [1].
- Most trials of {t} lasted {w} weeks, so long-term results are less certain.
- {T} does not work for everyone, and about {b} in 100 people notice no change [2].
- Few trials of {t} included people over 80 or people with several illnesses.
- In one trial of {n} adults, benefit from {t} had faded by {w} weeks after it stopped [2].
- The trials that compare {t} with other treatment for {c} are small.
- The average gain with {t} was real but small, and {k} in 100 people stopped because of {com}
  [2].
- Whether {t} prevents later problems in {c} has not been settled.
- Several trials of {t} were paid for by the maker, which may have affected the results.
- Reviewers at {body} judged that benefits of {t} outweigh harms for selected people [1].
- A registry of {n} patients treated in {y} recorded both improvement and {com} with {t} [2].
- In children, the evidence for {t} in {c} is limited.
- No treatment, including {t}, can be guaranteed to {eff}.
- One trial found no clear difference between {t} and usual care at {w} weeks [2].
- The number of people who need {t} for one person to benefit is about {k}, based on pooled trials
  [2].
- Results seen in trials of {t} may not match what happens in everyday clinics.
- The best evidence on {t} comes from adults with moderate {c}.
- It is uncertain whether {t} changes quality of life in {c}.
- Pooled results for {t} in {c} vary from trial to trial, and the reasons are not clear.
- A trial in {y} that tested {t} in {n} people was stopped early for slow recruitment [2].

# t_dose
- A <common|usual> starting dose of {t} for an adult is {dose}.
- Adults often begin with {dose}, and the prescriber may change this after a review of {mon}.
- The label for {t} gives a starting dose of {dose} for many adults [1].
- Your own dose of {t} may differ from {dose}.
- Follow the label on your pack of {t}, even if a website gives another dose.
- If you miss a dose of {t}, check the leaflet before you take another.
- Do not take extra {t} to make up for a missed dose.
- Keep {t} in its original box, away from heat and out of reach of children.
- Lower doses of {t} are sometimes used in older people or in those with kidney problems.
- Do not stop {t} suddenly without advice from the person who prescribed it.
- Ask the pharmacist whether your brand of {t} can be swapped for another.
- The prescriber may raise the dose of {t} in steps, with checks of {mon}.
- The pharmacist will put your dose of {t} on the label.
- Use the measuring device that comes with {t} if it is a liquid.
- Tell the team if a tablet or device for {t} is hard to use.

# t_proc
- {T} {dose}.
- You will be asked to sign a consent form before {t}.
- The team will go through the plan for {t} and tell you who will be present.
- Tell the team about any blood thinners well before {t}.
- Most people need someone to take them home after {t}.
- You can change your mind about {t} at any point before it starts.
- Ask how many times the team carries out {t} each year, and what its results are.
- After {t}, staff will check {mon} before you leave.
- Recovery after {t} differs from person to person, and may be slower than you expect.
- Bring your glasses, hearing aids and a list of medicines on the day of {t}.
- If {t} is put off, ask what to do while you wait.
- Follow-up after {t} is usually arranged within {w} weeks.
- You may be asked not to eat for some hours before {t}.
- Ask what kind of pain relief will be on hand after {t}.
- Some people feel anxious before {t}, and staff can talk through the options.

# t_risk
- Common side effects of {t} include {com}.
- The most serious known harm of {t}, though uncommon, is {ser}.
- Unwanted effects such as {com} are often mild, but tell your team if they last.
- {T} can cause {com}, and in rare cases {ser}.
- About {b} in 100 people in one trial of {t} reported {com} [2].
- Get medical help at once if you think {t} has caused {ser}.
- The risk of {ser} with {t} is small, but it should be part of the discussion.
- Some people stop {t} because of {com}.
- Reports of {ser} after {t} are kept under review by the regulator [1].
- Side effects of {t} may be more likely in older people.
- Harms seen with {t} range from {com} to, rarely, {ser}.
- Ask your doctor how your own health changes the chance of {ser}.
- If you are troubled by {com}, a change in timing or dose of {t} may be possible.
- You can report a suspected side effect of {t} to the national reporting scheme.
- No one can say in advance who will have {com} with {t}.
- Before you agree to {t}, make sure you know the early signs of {ser}.
- Rates of {ser} with {t} were too low in trials to measure well.
- Tell a doctor the same day about any new rash, swelling or trouble breathing after {t}.
- Ask for figures when someone says that harm such as {ser} is rare with {t}.
- Some harms of {t} show up only after months, so keep going to reviews.
- People who had {com} in the past may be offered something other than {t}.

# t_avoid
- {T} is not suitable for {avoid}.
- It should not be used in {avoid}.
- Tell the prescriber about all your medicines before you start {t}, including herbal ones.
- {Avoid} should ask about other options than {t}.
- Let the team know if you are pregnant, or hope to be, before you start {t}.
- Alcohol may add to some unwanted effects of {t}.
- People with kidney or liver disease may need a different plan from standard {t}.
- Check for allergies before you agree to {t}.
- Extra care is needed when {t} is considered for people over 75.
- Some people cannot have {t}, including {avoid}.
- Breastfeeding does not always rule out {t}, but ask first.
- If you have ever had {ser}, mention it before you start {t}.
- Other medicines for {c} may interact with {t}.
- Ask whether {t} is suitable if you have had a recent infection.
- Older adults who fall often should have {t} reviewed.

# t_mon
- People having {t} usually need checks of {mon}.
- Your team will watch {mon} while {t} continues.
- Checks of {mon} help to pick up harm from {t} early.
- If your results change, {t} may be paused.
- Keep the appointments for {mon}, even if you feel well on {t}.
- A review of {t} every six to twelve months gives you a chance to ask whether it is still needed.
- Keep a note of {mon}, with the date and any symptom you link to {t}.
- Long-term use of {t} should be reviewed against its harms.
- The first check after starting {t} is often at about {w} weeks.
- Ask who will contact you about results while you have {t}.
- Results of {mon} may take a few days to reach the clinic.
- If you move house, make sure checks of {mon} are handed over to the new team.
- At each review of {t}, the team should ask about {com}.

# t_ask
- What would happen to my {c} if I chose not to have {t}?
- What is the chance of {ser} in someone of my age who has {t}?
- Which other options for {c} could I try before {t}?
- How will we know whether {t} is working?
- Who should I call if I get {com}?
- Can {t} be combined with the other medicines that I take for {c}?
- How long should I stay on this plan, and who will review {t}?
- Would you expect {t} to {eff} in someone like me?
- What did trials of {t} show for people with my kind of {c}?
- Is there a date when we will decide whether {t} should stop?

# n_lead
- A trial of {t} in {n} people with {c} has reported a modest benefit, with some harms.
- Researchers have published new figures on {t} for {c}, and the results are mixed.
- {Body} has updated its advice on {t} for people with {c}.
- A new review of {k} trials looks again at the place of {t} in {c}.
- {T} may help some people with {c}, a trial in {n} adults suggests.
- A hospital group has reported {w}-week results for {t} in {c}.
- Regulators have asked doctors to remind patients of a rare harm of {t}.
- People with {c} may be offered {t} earlier, under draft advice from {body}.
- A trial that compared {t} with usual care in {c} found a smaller effect than hoped.
- Findings on {t} presented this week have yet to be checked by independent reviewers.
- A follow-up of {n} people with {c} adds to what is known about {t}.
- One in {k} people with {c} stopped {t} early in a trial reported in {y}.
- Doctors in {k} hospitals have described how {t} is used in {c}, and where it falls short.
- Draft guidance on {t} for {c} is open for comment until the end of the month.

# n_detail
- The team assigned {n} adults with {c} at random to {t} or to usual care.
- After {w} weeks, {a} in 100 people in the {t} group had improved, compared with {b} in 100 in
  the other group [1].
- The primary outcome was whether {t} would {eff} by week {w}.
- Patients were recruited from {k} clinics and most were aged between 40 and 75.
- Neither the patients nor the staff who measured outcomes knew who had received {t}.
- Adherence to {t} was checked by phone and by counting returned packs or visits.
- The absolute difference between {t} and the comparison was {d} percentage points [1].
- Quality of life scores in people with {c} did not differ between groups.
- The trial was registered before it began, and the report on {t} follows the published plan.
- Most of the change in those given {t} was seen in the first {w} weeks.
- Data on {t} were missing for {k} people, mostly because they moved away.
- The researchers planned to include more people with {c}, but recruitment was slow.
- The public funder of the work on {t} had no part in the analysis.
- Results were similar in men and women who had {t} for {c}.
- The protocol allowed people with {c} to carry on with their usual medicines.
- Blinded assessors rated {c} at the start and again at {w} weeks.
- People in the {t} group were slightly younger, which may have favoured them.

# n_limit
- The trial was too short to show whether {t} changes the long-term course of {c}.
- Because the work was done at {k} centres, the findings on {t} may not apply everywhere.
- The comparison was open-label, so hopes about {t} may have shaped what people reported.
- Observational figures such as these cannot prove that {t} caused the change in {c}.
- With only {n} people, the estimate for {t} has a wide margin of error.
- People with other illnesses were left out, though they make up much of the {c} clinic.
- The authors caution that {t} should not replace current care for {c}.
- The report on {t} has been posted as a preprint and has not been peer reviewed.
- Two of the authors have received fees from a maker of {t}, as they state in the paper [1].
- The effect of {t} was near the limit of what patients can notice.
- An earlier trial of {t} in {y} found no benefit, and the reasons for the difference are unknown.
- Larger trials in {c} would be needed before {t} is offered more widely.
- Cost was not measured, which matters if {t} is to be used in routine {c} care.
- The confidence interval around the effect of {t} included no effect at all.
- Follow-up of those given {t} ended at {w} weeks, before relapse usually occurs.
- Outside reviewers noted that people in hospital with {c} were not enrolled.

# n_harm
- Harms were more common with {t}: {com} affected {b} in 100 people [1].
- {Ser} occurred in {k2} people given {t} and in none in the comparison group [1].
- Reported side effects of {t} included {com}.
- {K} people left the {t} group because of {com}.
- The trial was too small to detect rare harms of {t} such as {ser}.
- {T} remains unsuitable for {avoid}.
- Clinicians were reminded to check {mon} in people having {t}.
- One death in the {t} group was judged by an outside panel not to be linked to treatment.
- Doctors should still warn patients about {ser} before they start {t}.
- People already on {t} should not stop it because of this news, but can ask about {com}.
- Withdrawals due to {com} were recorded for {t} in each of the {k} centres.
- The report lists {ser} as a harm of special interest for {t}.

# n_next
- {Body} is expected to look at the figures on {t} when it next updates its advice [2].
- A larger trial of {t} in {c} is due to report in {y2}.
- Until then, advice on {t} for {c} stays the same.
- People with {c} who have questions about {t} should speak to their own team.
- The full data on {t} will be placed in a public archive.
- The group now plans to test a lower-intensity form of {t} in {c}.
- Patient groups for {c} have asked for clearer leaflets on the harms of {t}.
- The next step is a comparison of {t} with the other main option for {c}.
- Clinics that use {t} for {c} will be sent a summary of the findings.
- The researchers have applied for funds to follow people with {c} for five years.

# l_do
- You have been given this leaflet because your team has suggested {t} for {c}.
- Read it before you start {t}, and keep it.
- Tell the nurse if you have had {t} before and how it went.
- {T} may help to {eff}, but it does not help everyone with {c}.
- Take a list of all your medicines when you come to discuss {t}.
- Ask for this leaflet on {t} in large print or another language if you need it.
- Use {t} only in the way your team has shown you.
- Do not share {t} with anyone else, even if they also have {c}.
- You can say no to {t}, and your care for {c} will go on.
- Most people can eat as usual while having {t}, unless told otherwise.
- Set a reminder on your phone for each visit or dose of {t}.
- Let the clinic know about any holiday that would interrupt {t}.
- You should notice any effect of {t} within about {w} weeks.
- Bring a friend to the visit about {t} if that would help you remember what is said.
- If anything here about {t} differs from what your own team says, ask them why.
- If you are not sure why {t} was chosen, ask before you begin.
- Wear or carry something that says you have {c} if your team suggests it.
- Clinic staff can show you how {t} works on a model or a screen.

# l_risk
- While you have {t} you may get {com}.
- A small number of people have {ser} after {t}.
- Stop and call us if you think you have {ser} while on {t}.
- Without a specialist's agreement, {t} should not be given to {avoid}.
- {Com} may settle after the first weeks of {t}, but not always.
- About {k} in 100 people who start {t} come off it because of side effects [1].
- We will check {mon} to help keep an eye on harm from {t}.
- This leaflet on {t} does not list every side effect.
- Like other treatment for {c}, {t} has risks, and the main ones are {com} and, rarely, {ser}.
- Older adults who have {t} may be more prone to {com}.
- Feeling unwell in the first days of {t} does not always mean that you must stop.
- The nurse will ask about {com} at your first review of {t}.

# l_help
- Call the ward if you are worried about {ser} after {t}.
- Dial the emergency number if you have chest pain, swelling of the face or trouble breathing
  after {t}.
- For questions about {t} that can wait, leave a message with the {c} nurse.
- If you cannot eat or sleep because of {com}, phone us about {t}.
- Out of hours, say that you are having {t} for {c} so that the right team can call back.
- Take this leaflet with you if you need urgent care while on {t}.
- A pharmacist can check whether a new medicine mixes with {t}.
- Please tell us if you were admitted elsewhere while on {t} for {c}.
- Ring us if {c} seems to be getting worse in spite of {t}.
- If a child takes or touches {t} by mistake, get advice straight away.

# a_q
- My mother has {c} and has been offered {t}; what should she ask?
- I read that {t} can help with {c}, but I worry about {com}.
- Is {t} worth trying for {c} if my symptoms are mild?
- My brother stopped {t} because of {com}, and now he does not know what to do.
- Can I have {t} if I already take tablets for another illness besides {c}?
- How long do people with {c} usually stay on {t}?
- Our reader asks why her clinic checks {mon} so often while she has {t}.
- What should I make of an advert that says {t} is all I need for {c}?
- Should I mention {t} to my doctor, or wait until my {c} gets worse?
- Are there questions that I should ask before I agree to {t}?

# a_ans
- {T} may {eff} in some people with {c}, but no one can promise that it will.
- The answer depends on how much {c} affects daily life and on the risk of {ser}.
- It is reasonable to worry about {com}, which the leaflet for {t} lists first.
- She could ask how many people like her gain from {t}, and how many have {ser}.
- {T} is not advised for {avoid}, so the clinic will check that first.
- In the trials gathered by {body}, about {a} in 100 people with {c} felt better on {t} and {b} in
  100 felt better without it [1].
- Stopping {t} can be done, but it is better planned with the team that knows your {c}.
- Many people with mild {c} do well without {t} for a while.
- Checks of {mon} are there to spot harm from {t} before it causes symptoms.
- I would be wary of anyone who sells {t} and also offers the only advice on it.
- The research on {t} in {c} has gaps, mainly for older people.
- {Ser} would be uncommon with {t}, yet it explains the warnings in the leaflet.
- A change of dose or timing may ease {com}, so do raise it.
- There are other options for {c}, each with its own balance of benefit and harm.
- An advert is not evidence, and a single story about {t} cannot tell us what will happen to you.
- When I see people with {c}, I ask what matters most to them before I mention {t}.
- {Body} suggests a review after {w} weeks, and stopping if {t} has not helped [1].
- Nothing in the trials shows that {t} gets rid of {c} for good.
- If you do try {t}, agree in advance how you will judge it.
- Please do not change your tablets for {c} on the strength of a column like this one.
- Two people may hear the same facts about {t} and make different choices, and both can be right.
- It might help to write down how {c} has been over the last {w} weeks.
- If cost is a worry, ask whether there is a cheaper form of {t}.
- Your clinic should be able to say why it prefers {t} for your {c}.

# a_end
- Letters about {t} and {c} have been shortened for print.
- This column gives general information on {t} and cannot replace a visit to someone who knows
  you.
- The next column will look at other options for {c} besides {t}.
- Readers who have had {com} with {t} are welcome to write in.
- Our archive holds an earlier piece on {c}, written in {y}, which is now out of date.
- The columnist has no ties to any maker of {t}.
- Please see your own doctor about {c} if you have not had a review for a year.
- Since this was written, {body} may have changed its advice on {t}.
- Names and some details in this letter about {c} have been changed.
"""

PROBLEM_BANKS = """
# cure claim
- {T} cures {c} for good.
- {R} cures {c} in as little as {w} weeks.
- With {r}, your {c} will be gone forever.
- {R} permanently reverses {c} and you will never need a doctor again.
- Patients who drink {r} each morning are completely cured of {c}.
- {T} eliminates {c} once and for all.
- Doctors now have a cure for {c}, and it is called {r}.
- {C} disappears completely when you take {r}.
- A single course of {r} wipes out {c}.
- You can cure your {c} at home with {r}.

# unsupported benefit
- {R} relieves the symptoms of {c} and strengthens the immune system.
- {R} prevents {c} in adults of all ages.
- {R} restores normal function in people with {c} within days.
- {T} guarantees that you will feel better by the end of the first week.
- Taking {r} daily keeps {c} away.
- {R} flushes toxins from the body and calms {c}.
- {R} works better than any prescription medicine for {c}.
- Everyone with {c} benefits from {r}.
- {R} boosts circulation and heals the damage done by {c}.
- People who use {r} no longer need their tablets for {c}.

# hype
- {T} is a miracle treatment for {c}.
- This revolutionary breakthrough will change the lives of everyone with {c}.
- {R} is the best remedy for {c} in the world.
- The amazing power of {r} has stunned doctors everywhere.
- {T} is a game-changing wonder treatment that beats everything else for {c}.
- Nothing on earth works as well as {r} for {c}.
- This incredible secret weapon against {c} delivers astonishing results every time.
- {T} is the holy grail of {c} care.

# risk denial
- {T} has no side effects.
- {R} is 100% safe for everyone, including pregnant women and babies.
- Because {r} is natural, it cannot harm you.
- {T} is completely risk-free.
- There are no dangers whatsoever with {t}.
- {R} is totally safe and can be taken in any amount.
- You can take {r} alongside any medicine without any risk.

# vague attribution
- Studies show that {r} helps with {c}.
- Experts agree that {t} is the right choice for {c}.
- Research has proven that {t} works in {c}.
- It is widely believed that {r} eases {c}.
- Scientists say that {t} is the future of {c} care.
- Many doctors recommend {r} for {c}.
- According to some sources, {c} is becoming easier to treat with {t}.
- It has been shown that {t} halves the burden of {c}.
- Some say {r} is all that most people with {c} need.
- Leading specialists claim that {t} should be tried first in {c}.

# dose notation
- One patient in the {c} clinic was also taking digoxin .125 mg each morning.
- Her other tablets were warfarin 5.0 mg and a daily vitamin.
- The nurse gave lorazepam 1.0 mg before the visit about {t}.
- He used 10U of insulin at breakfast before coming to the {c} clinic.
- People who also take levothyroxine 50 µg should mention it before {t}.
- The second tablet in the pack was folic acid 5.0 mg QD.
- The chart for {c} listed morphine sulfate as MSO4 .5 mg as needed.
- Give haloperidol .5 mg at night if the patient with {c} is restless.
- He was given heparin 5000U before {t}.
- The child with {c} was given 2.0 mg of dexamethasone and sent home.

# stigmatising word
- Diabetics should tell the clinic before they start {t}.
- The {c} ward sees many drug addicts who miss their visits.
- Schizophrenics may find the advice on {t} hard to follow.
- Wheelchair-bound patients can ask for a ground-floor room at the {c} clinic.
- Alcoholics who have {c} need extra checks.
- Victims of {c} often feel alone.
- The mentally ill are less likely to be offered {t}.
- One man with {c} committed suicide during the follow-up.
- Epileptics can ask for a longer visit to discuss {t}.
- Non-compliant patients with {c} fail treatment more often.
- Obese people who have {c} have only themselves to blame.
- The clinic also treats junkies who have {c}.

# pasted title
- {C}: Symptoms, Causes & Treatment | HealthPages
- {T} - Uses, Side Effects, Dosage | Your Medicine Guide
- What Is {C}? Everything You Need To Know - WellnessDaily.com
- {T} for {C} | Patient Stories | City Clinic Online
- Top 10 Facts About {C} – MedReader
- Home > Conditions > {C} | National Health Digest

# placeholder
- TODO: add the risks of {t} here.
- Lorem ipsum dolor sit amet, consectetur adipiscing elit.
- [INSERT PHONE NUMBER OF THE CLINIC]
- TBC: ask the reviewer for the dose used in {c}.
- XXX check this figure for {c} before publishing.
- Contact {{clinic_name}} for an appointment about {c}.

# undefined acronym
- A raised FENO or a low PEFR may change the plan for {c}.
- The MDT will look at your LFTs before {t}.
- An ECHO and a BNP are needed first in some people with {c}.
- Patients with a low GCS or raised ICP cannot have {t}.
- The DMARD clinic checks the CRP and ESR of people with {c}.
- Those on a NOAC need an INR check before {t}.

# hard to read
- Notwithstanding the aforementioned considerations pertaining to the heterogeneity of
  pathophysiological mechanisms underlying {c}, the operationalisation of individualised
  therapeutic algorithms incorporating {t} necessitates comprehensive multidisciplinary evaluation
  of comorbidities, concomitant pharmacotherapy and psychosocial determinants, the
  interrelationship of which remains incompletely characterised.
- The utilisation of {t} in the amelioration of symptomatology attributable to {c} is
  contraindicated in the circumstance that antecedent hypersensitivity has been demonstrated,
  unless the anticipated therapeutic advantage, as adjudicated by an appropriately credentialled
  practitioner, substantially outweighs the foreseeable iatrogenic detriment that might otherwise
  be occasioned thereby.
- Inasmuch as the aetiopathogenesis of {c} is characterised by multifactorial perturbation of
  homeostatic regulatory processes, the discontinuation of previously instituted
  pharmacotherapeutic interventions should not be contemplated in the absence of consultation
  with, and the explicit authorisation of, the responsible clinician.

# token risk
- As with any treatment, side effects of {t} are possible.
- {T} may have side effects, so ask your doctor.
- Side effects of {t} vary from person to person.
- Like everything, {t} has some risks.
- Some people may experience side effects with {t}.
- Talk to your doctor about the risks of {t}.
"""


def _entries(text: str) -> list[str]:
    """Split a bank into its entries; an entry starts with "- " and may run over lines."""
    found: list[str] = []
    for line in text.strip("\n").splitlines():
        if line.startswith("- "):
            found.append(line[2:].strip())
        elif line.strip():
            found[-1] += " " + line.strip()
    return found


def _banks(text: str) -> dict[str, list[str]]:
    """Split a text of banks, each under a line "# name", into its entries."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        found[name.strip()] = _entries(rest)
    return found


def _records(text: str, fields: str) -> list[dict[str, str]]:
    """Read the facts on conditions or treatments, one entry each, fields parted by "|"."""
    names = fields.split()
    rows = [entry.split("|") for entry in _entries(text)]
    return [dict(zip(names, (cell.strip() for cell in row), strict=True)) for row in rows]


CONDITIONS = _records(CONDITION_FACTS, "c field who s1 s2 cause test t risk comp flag body self")
TREATMENTS = _records(TREATMENT_FACTS, "t sort cls c eff com ser avoid mon dose body")
SOBER = _banks(SOBER_BANKS)
PROBLEMS = _banks(PROBLEM_BANKS)

REMEDIES = (
    "celery juice,black seed oil,raw honey,magnesium spray,colloidal silver,alkaline water,"
    "apple cider vinegar,turmeric tea,a copper bracelet,bone broth,nettle tea,ozone therapy,"
    "a salt lamp,reishi powder,oregano oil,a liver cleanse,bee venom cream,cinnamon extract,"
    "a magnetic mattress,sea moss gel,garlic oil,a detox foot patch,noni juice,homeopathy"
).split(",")
SURNAMES = (
    "Okafor Lindqvist Marsh Adeyemi Brandt Costa Devlin Eriksen Farrow Grewal Hollis Ivers "
    "Jansen Keane Lowry Mbeki Novak Osei Petrov Quirke Rahman Sato Tanner Ueda Varga Weir"
).split()
JOURNALS = (
    "Annals of Community Care",
    "Northern Journal of Medicine",
    "Clinical Practice Letters",
    "Archives of Ward Research",
    "Journal of Outpatient Trials",
)
MONTHS = (
    "January February March April May June July August September October November December"
).split()
BOILERPLATE = (
    "At our group of clinics we put people first. Our friendly teams work across twelve sites and "
    "look forward to meeting you. Call the front desk today to find out how we can help you and "
    "your family on your journey to better health.",
    "The content of this page was brought to you by our partners. We strive to give our readers "
    "the information they deserve. Sign up to our newsletter for more stories like this one, "
    "sent straight to your inbox each week.",
)
RISK_WORDS = re.compile(
    r"\{(?:com|ser|avoid|mon|risk)\}|side effect|harm|risk|unwanted|interact|alcohol|careful",
    re.IGNORECASE,
)
UNFIT_FOR_PROCEDURES = re.compile(
    r"\bshare\b|come off|\bon \{t\}|touches|\bdose|\bstop|tablet|adherence|maker|long-term use|"
    r"mixes|\buses? \{t\}|cheaper|in spite|in the first days|already on|interrupt|a model or",
    re.IGNORECASE,
)
WHOLE_ARTICLE = ("missing risk", "token risk")
PLAN_OF_KINDS = (
    "cure claim,unsupported benefit,dose notation,vague attribution,hype,doubled word,"
    "stigmatising word,joined word,pasted title,risk denial,unsupported benefit,cure claim,"
    "placeholder,doubled word,undefined acronym,dose notation,hard to read,joined word"
).split(",")


def _fill(template: str, slots: dict[str, str], rng: random.Random) -> str:
    """Fill the slots of a sentence and choose one of each <this|that>."""
    text = re.sub(r"<([^<>]+)>", lambda hit: rng.choice(hit[1].split("|")), template)
    text = re.sub(r"\{(\w+)\}", lambda hit: slots.get(hit[1], hit[0]), text)
    return text[:1].upper() + text[1:]


def _with_capitals(slots: dict[str, str]) -> dict[str, str]:
    """Add each slot again under a capitalised name, for use at the start of a sentence."""
    out = dict(slots)
    for name, value in slots.items():
        out[name[:1].upper() + name[1:]] = value[:1].upper() + value[1:]
    return out


def _slots(facts: dict[str, str], rng: random.Random) -> dict[str, str]:
    """The slots of one article: the facts of its topic and figures of its own."""
    better = rng.randint(34, 63)
    usual = better - rng.randint(5, 17)
    figures = {
        "n": str(rng.randint(78, 940)),
        "a": str(better),
        "b": str(usual),
        "d": str(better - usual),
        "w": str(rng.choice((4, 6, 8, 10, 12, 16, 20, 24, 26, 36, 52))),
        "k": str(rng.randint(5, 29)),
        "k2": rng.choice(("two", "three", "four", "five")),
        "y": str(rng.randint(2007, 2016)),
        "y2": str(rng.randint(2022, 2026)),
        "r": rng.choice(REMEDIES),
    }
    return _with_capitals({**facts, **figures})


class _Writer:
    """Assembles the articles; keeps every sentence used, so that none is used twice."""

    def __init__(self) -> None:
        """Start with an empty site."""
        self.used: set[str] = set()
        self.texts: dict[str, str] = {}
        self.plants: list[Plant] = []
        self.turn = 0

    def some(
        self, bank: str, count: int, slots: dict[str, str], rng: random.Random, bare: bool = False
    ) -> list[str]:
        """Some sentences of a bank, in a random order; with bare, none that names a risk."""
        out: list[str] = []
        for template in rng.sample(SOBER[bank], len(SOBER[bank])):
            if len(out) == count:
                break
            if bare and RISK_WORDS.search(template):
                continue
            if slots.get("sort") == "proc" and UNFIT_FOR_PROCEDURES.search(template):
                continue
            text = _fill(template, slots, rng)
            if text not in self.used:
                self.used.add(text)
                out.append(text)
        return out

    def problem(self, kind: str, article: Article, rng: random.Random) -> str | None:
        """A sentence with a problem of this kind that the site does not hold yet."""
        slots = _with_capitals({**article.slots, "r": rng.choice(REMEDIES)})
        for template in rng.sample(PROBLEMS[kind], len(PROBLEMS[kind])):
            text = _fill(template, slots, rng)
            if text not in self.used and html.escape(text, quote=False) == text:
                self.used.add(text)
                return text
        return None

    def plant(self, article: Article, kind: str, rng: random.Random, taken: set[str]) -> bool:
        """Put one problem into an article; say whether there was a place for it."""
        spots = [i for i, block in enumerate(article.blocks) if block.kind == "p"]
        if kind in ("doubled word", "joined word"):
            change = _double if kind == "doubled word" else _join
            for i in rng.sample(spots, len(spots)):
                parts = article.blocks[i].parts
                for j in rng.sample(range(len(parts)), len(parts)):
                    new = change(parts[j], rng)
                    if new and parts[j] not in taken:
                        parts[j] = new
                        taken.add(new)
                        self.plants.append(Plant(article.path, new, kind))
                        return True
            return False
        text = self.problem(kind, article, rng)
        if text is None:
            return False
        at = rng.choice(spots)
        if kind in ("pasted title", "placeholder") and rng.random() < 0.7:
            article.blocks.insert(at + 1, Block("p", [text]))
        else:
            parts = article.blocks[at].parts
            parts.insert(rng.randint(0 if len(parts) < 2 else 1, len(parts)), text)
        taken.add(text)
        self.plants.append(Plant(article.path, text, kind))
        return True

    def spoil(self, article: Article, bare: str, most: int, rng: random.Random) -> None:
        """Put one to four problems into an article, and no more than most."""
        count = min(most, rng.choice((1, 1, 2, 2, 2, 3, 3, 4)))
        taken: set[str] = set()
        if bare == "missing risk":
            self.plants.append(Plant(article.path, article.title, bare))
            return
        if bare == "token risk":
            text = self.problem(bare, article, rng)
            assert text is not None
            article.blocks.append(Block("h", ["Side effects"]))
            article.blocks.append(Block("p", [text]))
            self.plants.append(Plant(article.path, text, bare))
            return
        while count:
            kind = PLAN_OF_KINDS[self.turn % len(PLAN_OF_KINDS)]
            self.turn += 1
            count -= self.plant(article, kind, rng, taken)


def _double(sentence: str, rng: random.Random) -> str | None:
    """The sentence with one small word written twice."""
    hits = list(re.finditer(r"(?<= )(?:the|to|of|and|is|with|for|in|may|your)(?= )", sentence))
    if not hits:
        return None
    hit = rng.choice(hits)
    return f"{sentence[: hit.end()]} {hit[0]}{sentence[hit.end() :]}"


def _join(sentence: str, rng: random.Random) -> str | None:
    """The sentence with the space between two words lost."""
    pattern = r"(?<= )(?:of|to|in|with|for|from|by|and) (?:the|people|your|care)\b"
    hits = list(re.finditer(pattern, sentence))
    if not hits:
        return None
    hit = rng.choice(hits)
    return sentence[: hit.start()] + hit[0].replace(" ", "") + sentence[hit.end() :]


def _slug(text: str) -> str:
    """A plain file name for a title."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


HEADINGS: dict[str, tuple[str, ...]] = {
    "c_sym": ("Symptoms", "What people notice", "Signs and symptoms", "How it may feel"),
    "c_cause": ("Causes", "Why it happens", "Who is at risk", "Background"),
    "c_diag": ("Diagnosis", "Tests", "How it is found", "Tests and referral"),
    "c_treat": (
        "Treatment",
        "What can be done",
        "Options for treatment",
        "Treatment and its risks",
    ),
    "c_live": ("Living with {c}", "Day to day", "Looking after yourself", "At home and at work"),
    "c_help": ("When to get help", "Urgent signs", "When to call", "Getting help"),
    "t_evid": ("How well it works", "What trials found", "Evidence", "What to expect"),
    "t_dose": ("How to take it", "Dose", "Taking {t}", "Doses and storage"),
    "t_proc": ("What happens", "Before and after", "On the day", "What it involves"),
    "t_risk": ("Side effects", "Risks", "Possible harms", "Side effects and risks"),
    "t_avoid": ("Who should not have it", "Before you start", "Cautions", "Who it may not suit"),
    "t_mon": ("Checks", "Follow-up", "Monitoring", "Reviews"),
    "t_ask": ("Questions to ask", "Questions for your team", "Ask your doctor", "Things to ask"),
    "n_limit": ("Limits of the work", "Caution", "What is not known", "Strengths and limits"),
    "n_harm": ("Harms", "Side effects seen", "Safety", "Risks"),
    "n_next": ("What comes next", "Next steps", "What it means for patients", "Outlook"),
    "l_risk": ("Side effects", "Risks", "Possible problems", "What to watch for"),
    "l_help": ("Who to call", "Getting help", "Contact us", "If you are worried"),
    "a_end": ("Notes", "From the editor", "About this column", "A note to readers"),
}
PLANS: dict[str, str] = {
    "condition": "c_intro:3 c_sym:3 c_cause:3 c_diag:3 c_treat:4 c_live:3 c_help:2",
    "short condition": "c_intro:2 c_sym:3 c_diag:2 c_treat:4 c_help:2",
    "treatment": "t_intro:3 t_evid:3 t_use:4 t_risk:5 t_avoid:3 t_mon:3 t_ask:3",
    "short treatment": "t_intro:2 t_evid:2 t_use:3 t_risk:4 t_avoid:2",
    "news": "n_lead:2 n_detail:4 n_limit:3 n_harm:3 n_next:2",
    "long news": "n_lead:2 n_detail:6 n_harm:3 n_limit:5 n_next:3",
    "leaflet": "l_do:5 l_risk:4 t_use:3 l_help:3",
    "long leaflet": "l_do:6 t_use:3 l_risk:4 t_avoid:3 t_mon:2 l_help:4",
    "letter": "a_q:1 a_ans:7 t_risk:2 a_end:2",
    "long letter": "a_q:1 a_ans:9 t_risk:3 t_avoid:2 a_end:2",
}
TITLES: dict[str, tuple[str, ...]] = {
    "condition": ("{C}", "{C}: an overview", "Understanding {c}", "About {c}"),
    "treatment": ("{T}", "{T} for {c}", "{T}: benefits and risks", "A guide to {t}"),
    "news": (
        "{T} in {c}: mixed results from a trial",
        "New figures on {t} for {c}",
        "What the latest trial says about {t}",
        "{C}: a fresh look at {t}",
    ),
    "leaflet": ("Your leaflet on {t}", "{T}: patient leaflet", "Before you have {t}"),
    "letter": ("Ask the doctor: {t}", "Letters: {c} and {t}", "Your questions on {t}"),
}


def _paragraphs(sentences: list[str], rng: random.Random) -> list[Block]:
    """Group sentences into paragraphs of two to four."""
    out: list[Block] = []
    rest = list(sentences)
    while rest:
        size = len(rest) if len(rest) < 5 else rng.randint(2, 3)
        out.append(Block("p", rest[:size]))
        rest = rest[size:]
    return out


def _compose(
    writer: _Writer, path: str, plan: str, facts: dict[str, str], rng: random.Random, bare: bool
) -> Article:
    """Write one article by its plan; with bare, leave out everything on risks."""
    slots = _slots(facts, rng)
    family = plan.split()[-1]
    title = _fill(rng.choice(TITLES[family]), slots, rng)
    blocks: list[Block] = []
    for step in PLANS[plan].split():
        bank, _, count = step.partition(":")
        if bank == "t_use":
            bank = "t_dose" if slots["sort"] == "drug" else "t_proc"
        if bare and bank in ("t_risk", "t_avoid", "t_mon", "l_risk", "n_harm", "t_ask"):
            continue
        wanted = max(1, int(count) + rng.choice((-1, 0, 0, 1))) if int(count) > 2 else int(count)
        sentences = writer.some(bank, wanted, slots, rng, bare)
        if not sentences:
            continue
        if bank in HEADINGS and (family != "letter" or bank == "a_end"):
            blocks.append(Block("h", [_fill(rng.choice(HEADINGS[bank]), slots, rng)]))
        listed = bank == "t_ask" or (bank in ("c_help", "l_help", "t_mon") and rng.random() < 0.4)
        blocks.extend([Block("ul", sentences)] if listed else _paragraphs(sentences, rng))
    return Article(path, title, blocks, slots, plan)


def _sources(article: Article, rng: random.Random) -> list[str]:
    """The sources an article cites, in order."""
    text = " ".join(part for block in article.blocks for part in block.parts)
    slots = article.slots
    first, second = rng.sample(SURNAMES, 2)
    volume, page = rng.randint(3, 48), rng.randint(11, 890)
    trial = (
        f"{first} M, {second} P, and others. {slots['T']} for adults with {slots['c']}: "
        f"a randomised trial. {rng.choice(JOURNALS)} {slots['y']};{volume}:{page}-{page + 8}."
    )
    guide = f"{slots['Body']}. {slots['C']}: guidance for clinicians. {rng.randint(2014, 2019)}."
    if article.template.endswith("news"):
        guide, trial = trial, guide
    return [guide, trial] if "[2]" in text else [guide] if "[1]" in text else []


def _front_matter(article: Article, rng: random.Random) -> str:
    """The front matter of a Markdown article, in one of several house styles."""
    day = f"{rng.randint(2014, 2021)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    lines = [f'title: "{article.title}"', f"date: {day}"]
    if rng.random() < 0.6:
        lines.append(f"author: {rng.choice('ABCDEFGHJKLM')}. {rng.choice(SURNAMES)}")
    if rng.random() < 0.5:
        lines.append(f"tags: [{_slug(article.slots['c'])}, {_slug(article.slots['t'])}]")
    if rng.random() < 0.3:
        lines.append(f"reviewed: {rng.choice(MONTHS)} {rng.randint(2015, 2021)}")
    if rng.random() < 0.2:
        lines.append("draft: false")
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _render_plain(article: Article, rng: random.Random, planted: bool) -> str:
    """Render as Markdown or plain text; a planted sentence always stays on one line."""
    markdown = article.path.endswith(".md")
    layout = rng.choice(("long", "long", "sentences") if planted else ("long", "wrap", "sentences"))
    out: list[str] = []
    if not markdown:
        out.append(article.title + "\n" + "=" * len(article.title))
    elif rng.random() < 0.85:
        out.append(f"# {article.title}")
    for block in article.blocks:
        if block.kind == "h":
            head = block.parts[0]
            out.append(f"## {head}" if markdown else f"{head}\n{'-' * len(head)}")
        elif block.kind == "ul":
            out.append("\n".join(f"- {part}" for part in block.parts))
        elif layout == "sentences":
            out.append("\n".join(block.parts))
        elif layout == "wrap":
            out.append(textwrap.fill(" ".join(block.parts), 78, break_on_hyphens=False))
        else:
            out.append(" ".join(block.parts))
    sources = _sources(article, rng)
    if sources:
        out.append("## Sources" if markdown else "Sources\n-------")
        out.append("\n".join(f"{i}. {source}" for i, source in enumerate(sources, 1)))
    front = _front_matter(article, rng) if markdown and rng.random() < 0.55 else ""
    if front == "" and markdown and not out[0].startswith("# "):
        out.insert(0, f"# {article.title}")
    return front + "\n\n".join(out) + "\n"


def _render_html(article: Article, rng: random.Random) -> str:
    """Render as a page of HTML."""
    title = html.escape(article.title, quote=False)
    out = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        f'<head><meta charset="utf-8"><title>{title}</title></head>',
        "<body>",
        f"<h1>{title}</h1>",
    ]
    for block in article.blocks:
        parts = [html.escape(part, quote=False) for part in block.parts]
        if block.kind == "h":
            out.append(f"<h2>{parts[0]}</h2>")
        elif block.kind == "ul":
            out.append("<ul>\n" + "\n".join(f"<li>{part}</li>" for part in parts) + "\n</ul>")
        else:
            out.append(f"<p>{' '.join(parts)}</p>")
    sources = _sources(article, rng)
    if sources:
        items = "\n".join(f"<li>{html.escape(source, quote=False)}</li>" for source in sources)
        out.append(f"<h2>Sources</h2>\n<ol>\n{items}\n</ol>")
    return "\n".join([*out, "</body>", "</html>"]) + "\n"


def _ending(index: int) -> str:
    """The ending of a file: mostly .md, some .txt and a few .html."""
    return ".txt" if index % 8 == 5 else ".html" if index % 11 == 7 else ".md"


def _jobs() -> list[tuple[str, str, dict[str, str]]]:
    """Path, plan and facts of every article."""
    jobs: list[tuple[str, str, dict[str, str]]] = []
    for i, facts in enumerate(CONDITIONS):
        name = facts["c"][:1].upper() + facts["c"][1:] if i % 6 == 4 else _slug(facts["c"])
        if not facts["c"].isascii():
            name = facts["c"]
        plan = "short condition" if i % 4 == 1 else "condition"
        jobs.append((f"conditions/{name}{_ending(i)}", plan, facts))
    for i, facts in enumerate(TREATMENTS):
        name = f"{facts['t']} – guide" if i % 9 == 3 else _slug(facts["t"])
        plan = "short treatment" if i % 4 == 2 else "treatment"
        jobs.append((f"treatments/{name}{_ending(i + 3)}", plan, facts))
    for i in range(72):
        facts = TREATMENTS[(i * 7 + 5) % len(TREATMENTS)]
        month = f"{2018 + i % 4}-{1 + i % 12:02d}"
        name = f"{month} {facts['t']} – résumé" if i % 12 == 8 else f"{month}-{_slug(facts['t'])}"
        plan = "long news" if i % 3 == 1 else "news"
        jobs.append((f"news/{name}{_ending(i + 1)}", plan, facts))
    for i, facts in enumerate(TREATMENTS):
        name = f"leaflet-{_slug(facts['t'])}"
        if i % 7 == 2:
            name = f"Información – {facts['t']}"
        elif i % 7 == 5:
            name = f"Leaflet {i:02d} {facts['t']}"
        folder = "leaflets/wards" if i % 5 == 0 else "leaflets"
        plan = "long leaflet" if i % 3 == 0 else "leaflet"
        jobs.append((f"{folder}/{name}{_ending(i + 6)}", plan, facts))
    for i in range(76):
        facts = TREATMENTS[(i * 11 + 2) % len(TREATMENTS)]
        name = f"column-{i:03d}-{_slug(facts['c'])}"
        if i % 10 == 6:
            name = f"Ask the doctor {i:03d} – {facts['c']}"
        elif i % 13 == 9:
            name = f"Café column {i:03d}"
        plan = "long letter" if i % 3 == 2 else "letter"
        jobs.append((f"archive/{2017 + i % 3}/{name}{_ending(i + 2)}", plan, facts))
    return jobs


def _roles(jobs: list[tuple[str, str, dict[str, str]]]) -> dict[int, str]:
    """Which articles carry problems, and what for a role: "" is one with planted sentences."""
    rng = random.Random("legacy roles")
    roles = dict.fromkeys(rng.sample(range(len(jobs)), len(jobs) // 3), "")
    pages = [i for i in sorted(roles) if jobs[i][0].startswith(("treatments/", "leaflets/"))]
    for n, i in enumerate(rng.sample(pages, 14)):
        roles[i] = WHOLE_ARTICLE[n % 2]
    return roles


@lru_cache(maxsize=1)
def _build() -> tuple[tuple[tuple[str, str], ...], tuple[Plant, ...]]:
    """Write the whole site once."""
    writer = _Writer()
    jobs = _jobs()
    roles = _roles(jobs)
    shared = [i for i in sorted(roles) if roles[i] == ""]
    carriers = random.Random("legacy boilerplate").sample(shared, 10)
    for i, (path, plan, facts) in enumerate(jobs):
        rng = random.Random(f"legacy article {i}")
        bare = roles.get(i, "") in WHOLE_ARTICLE
        article = _compose(writer, path, plan, facts, rng, bare)
        if i in roles:
            writer.spoil(article, roles[i], 3 if i in carriers else 4, rng)
        if i in carriers:
            text = BOILERPLATE[carriers.index(i) % 2]
            article.blocks.append(Block("p", [text]))
            writer.plants.append(Plant(path, text, "boilerplate"))
        if path.endswith(".html"):
            writer.texts[path] = _render_html(article, rng)
        else:
            writer.texts[path] = _render_plain(article, rng, i in roles)
    return tuple(writer.texts.items()), tuple(writer.plants)


def site() -> dict[str, str]:
    """The articles of the legacy repository, path -> text."""
    return dict(_build()[0])


PLANTED: list[Plant] = list(_build()[1])
