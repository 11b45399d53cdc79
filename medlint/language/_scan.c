/* The three loops of the language layer that run once for every word of every article.

   They do what `tokenize` and `places_of` in tokens.py and `Lexicon.find` in lexicon.py do in
   Python, and give the same; tests/test_scan.py holds them against each other. medlint works
   without this module, which is built where there is a compiler: see hatch_build.py. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* Objects that are wanted again and again: an index for nearly every word, and the words that most
   articles hold. To look for them here takes a third of the time of making them anew. */
#define INDEXES (1 << 15)
#define SEATS (1 << 16)
#define LONGEST_KEPT 24

typedef struct {
    PyObject *written;
    PyObject *word;
} Seat;

typedef struct {
    PyObject *indexes[INDEXES];
    Seat seats[SEATS]; /* a hash table with open addressing, in which nothing is ever moved */
    Py_ssize_t taken;
    PyObject *small; /* the Remembered that the words are from */
} Kept;

/* A new reference to an index. */
static PyObject *
index_object(Kept *kept, Py_ssize_t index)
{
    if (index >= INDEXES) {
        return PyLong_FromSsize_t(index);
    }
    if (kept->indexes[index] == NULL && (kept->indexes[index] = PyLong_FromSsize_t(index)) == NULL) {
        return NULL;
    }
    return Py_NewRef(kept->indexes[index]);
}

/* What `dictionary[key]` gives, as a borrowed reference, for a dictionary that keeps what it makes
   for a missing key (medlint/remembered.py); NULL with an exception set where that fails. */
static PyObject *
remembered(PyObject *dictionary, PyObject *key)
{
    PyObject *value = PyDict_GetItemWithError(dictionary, key);
    if (value == NULL && !PyErr_Occurred()) {
        value = PyObject_GetItem(dictionary, key);
        Py_XDECREF(value); /* the dictionary holds it now */
    }
    return value;
}

static int
is_mark(Py_UCS4 c)
{
    switch (c) {
    case '.': case ',': case ';': case ':': case '!': case '?': case '(': case ')': case '[':
    case ']': case '%': case '=': case '<': case '>': case '/': case '&': case '+':
    case 0x2264: case 0x2265: case 0x2013: case 0x2014: case 0x2026:
        return 1;
    default:
        return 0;
    }
}

/* An apostrophe in any form, which joins the letters on either side as soft hyphens do. */
static int
is_apostrophe(Py_UCS4 c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC;
}

typedef struct {
    int kind;
    const void *data;
    Py_ssize_t length;
} Text;

#define AT(text, at) PyUnicode_READ((text)->kind, (text)->data, (at))

static int
is_letter_at(const Text *text, Py_ssize_t at)
{
    return at < text->length && Py_UNICODE_ISALNUM(AT(text, at));
}

static int
is_digit_at(const Text *text, Py_ssize_t at)
{
    return at < text->length && Py_UNICODE_ISDECIMAL(AT(text, at));
}

static Py_ssize_t
end_of_digits(const Text *text, Py_ssize_t at)
{
    while (is_digit_at(text, at)) {
        at++;
    }
    return at;
}

static Py_ssize_t
end_of_letters(const Text *text, Py_ssize_t at)
{
    while (is_letter_at(text, at)) {
        at++;
    }
    return at;
}

static Py_ssize_t
end_of_soft_hyphens(const Text *text, Py_ssize_t at)
{
    while (at < text->length && AT(text, at) == 0x00AD) {
        at++;
    }
    return at;
}

/* The end of a number with full stops or commas in it ("1,500.5"), 0 where there is none.

   The last part does not belong to it where a letter follows: "2.5.6a" holds the number 2.5. */
static Py_ssize_t
end_of_number(const Text *text, Py_ssize_t start)
{
    Py_ssize_t whole = end_of_digits(text, start), shorter = 0, at = whole;
    while (at < text->length && (AT(text, at) == '.' || AT(text, at) == ',')
           && is_digit_at(text, at + 1)) {
        shorter = at;
        at = end_of_digits(text, at + 1);
    }
    if (at == whole) {
        return 0;
    }
    if (!is_letter_at(text, at)) {
        return at;
    }
    return shorter == whole ? 0 : shorter;
}

static Py_ssize_t
end_of_word(const Text *text, Py_ssize_t start)
{
    Py_ssize_t at = end_of_letters(text, start);
    for (;;) {
        Py_ssize_t joined = end_of_soft_hyphens(text, at);
        if (joined < text->length && is_apostrophe(AT(text, joined))) {
            joined = end_of_soft_hyphens(text, joined + 1);
        }
        if (joined == at || !is_letter_at(text, joined)) {
            return at;
        }
        at = end_of_letters(text, joined);
    }
}

/* Whether a hyphen stands between spaces, where it is a dash. */
static int
is_dash(const Text *text, Py_ssize_t at)
{
    return at > 0 && at + 1 < text->length && Py_UNICODE_ISSPACE(AT(text, at - 1))
           && Py_UNICODE_ISSPACE(AT(text, at + 1));
}

/* The end of the token that starts here, 0 where none does. */
static Py_ssize_t
end_of_token(const Text *text, Py_ssize_t at)
{
    Py_UCS4 c = AT(text, at);
    if (Py_UNICODE_ISALNUM(c)) {
        Py_ssize_t end = Py_UNICODE_ISDECIMAL(c) ? end_of_number(text, at) : 0;
        return end ? end : end_of_word(text, at);
    }
    return is_mark(c) || (c == '-' && is_dash(text, at)) ? at + 1 : 0;
}

/* Append a new reference and give it up; -1 with an exception set where either failed. */
static int
append(PyObject *list, PyObject *item)
{
    int failed = item == NULL ? -1 : PyList_Append(list, item);
    Py_XDECREF(item);
    return failed;
}

/* The seat of a token whose characters are one byte each: its own, or the free one it may take. */
static Seat *
seat_of(Kept *kept, const Py_UCS1 *token, Py_ssize_t length)
{
    unsigned int hash = 2166136261u; /* FNV-1a */
    for (Py_ssize_t i = 0; i < length; i++) {
        hash = (hash ^ token[i]) * 16777619u;
    }
    for (hash ^= hash >> 16;; hash++) {
        Seat *seat = &kept->seats[hash % SEATS];
        if (seat->written == NULL
            || (PyUnicode_GET_LENGTH(seat->written) == length
                && memcmp(PyUnicode_1BYTE_DATA(seat->written), token, length) == 0)) {
            return seat;
        }
    }
}

/* Give the token as written, a new reference, and its word, a borrowed one; -1 for an error. */
static int
look_up(Kept *kept, PyObject *small, PyObject *text, Py_ssize_t start, Py_ssize_t end,
        PyObject **written, PyObject **word)
{
    Seat *seat = NULL;
    if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND && end - start <= LONGEST_KEPT
        && kept->small == small) {
        seat = seat_of(kept, PyUnicode_1BYTE_DATA(text) + start, end - start);
        if (seat->written != NULL) {
            *written = Py_NewRef(seat->written);
            *word = seat->word;
            return 0;
        }
    }
    *written = PyUnicode_Substring(text, start, end);
    *word = *written == NULL ? NULL : remembered(small, *written);
    if (*word == NULL) {
        Py_CLEAR(*written);
        return -1;
    }
    if (seat != NULL && seat->written == NULL && kept->taken < SEATS / 2) {
        seat->written = Py_NewRef(*written);
        seat->word = Py_NewRef(*word);
        kept->taken++;
    }
    return 0;
}

static int
add_token(Kept *kept, PyObject *lists[4], PyObject *small, PyObject *text, Py_ssize_t start,
          Py_ssize_t end)
{
    PyObject *written, *word;
    if (look_up(kept, small, text, start, end, &written, &word) < 0) {
        return -1;
    }
    if (append(lists[1], written) < 0 || PyList_Append(lists[0], word) < 0
        || append(lists[2], index_object(kept, start)) < 0) {
        return -1;
    }
    return append(lists[3], index_object(kept, end));
}

PyDoc_STRVAR(tokens_doc,
"tokens(text, small)\n--\n\n"
"The words in small letters, the tokens as written, their starts and their ends, four lists.\n\n"
"`small` is a Remembered that gives the word of a token as written.");

static PyObject *
tokens(PyObject *module, PyObject *arguments)
{
    Kept *kept = PyModule_GetState(module);
    PyObject *source, *small, *lists[4] = {NULL, NULL, NULL, NULL}, *result = NULL;
    if (!PyArg_ParseTuple(arguments, "UO!:tokens", &source, &PyDict_Type, &small)) {
        return NULL;
    }
    if (kept->small == NULL) {
        kept->small = Py_NewRef(small);
    }
    for (int i = 0; i < 4; i++) {
        if ((lists[i] = PyList_New(0)) == NULL) {
            goto done;
        }
    }
    Text text = {PyUnicode_KIND(source), PyUnicode_DATA(source), PyUnicode_GET_LENGTH(source)};
    for (Py_ssize_t at = 0; at < text.length;) {
        Py_ssize_t end = end_of_token(&text, at);
        if (end && add_token(kept, lists, small, source, at, end) < 0) {
            goto done;
        }
        at = end ? end : at + 1;
    }
    result = PyTuple_Pack(4, lists[0], lists[1], lists[2], lists[3]);
done:
    for (int i = 0; i < 4; i++) {
        Py_XDECREF(lists[i]);
    }
    return result;
}

PyDoc_STRVAR(places_doc,
"places(words)\n--\n\nThe indexes at which each word of a list stands, in order.");

static PyObject *
places(PyObject *module, PyObject *words)
{
    Kept *kept = PyModule_GetState(module);
    PyObject *found;
    if (!PyList_Check(words)) {
        PyErr_SetString(PyExc_TypeError, "places() needs a list");
        return NULL;
    }
    found = PyDict_New();
    for (Py_ssize_t at = 0; found != NULL && at < PyList_GET_SIZE(words); at++) {
        PyObject *word = PyList_GET_ITEM(words, at);
        PyObject *here = PyDict_GetItemWithError(found, word);
        if (here == NULL) {
            here = PyErr_Occurred() ? NULL : PyList_New(0);
            if (here == NULL || PyDict_SetItem(found, word, here) < 0) {
                Py_XDECREF(here);
                Py_CLEAR(found);
                break;
            }
            Py_DECREF(here); /* the dictionary holds it now */
        }
        if (append(here, index_object(kept, at)) < 0) {
            Py_CLEAR(found);
        }
    }
    return found;
}

/* How many tokens the phrase has if it stands at a place, 0 where it does not, -1 for an error.

   Its first two words are known to stand there. */
static Py_ssize_t
stands(PyObject *phrase, PyObject *words, Py_ssize_t at, Py_ssize_t last)
{
    Py_ssize_t length = PyTuple_GET_SIZE(phrase);
    if (at + length > last) {
        return 0;
    }
    for (Py_ssize_t i = 2; i < length; i++) {
        int same = PyObject_RichCompareBool(
            PyTuple_GET_ITEM(phrase, i), PyList_GET_ITEM(words, at + i), Py_EQ);
        if (same <= 0) {
            return same;
        }
    }
    return length;
}

/* The term at a place and how many tokens it has; `*term` is borrowed, NULL where none stands.

   `notes` are what the lexicon knows of the word there: its term; how that is written, if capitals
   matter to it; the term of the word in small letters; the phrases by their second word. */
static Py_ssize_t
term_at(PyObject *notes, PyObject *words, PyObject *written, Py_ssize_t at, Py_ssize_t last,
        PyObject **term)
{
    PyObject *following = PyTuple_GET_ITEM(notes, 3), *capitals = PyTuple_GET_ITEM(notes, 1);
    *term = NULL;
    if (following != Py_None && at + 1 < last) {
        PyObject *phrases = PyDict_GetItemWithError(following, PyList_GET_ITEM(words, at + 1));
        if (phrases == NULL && PyErr_Occurred()) {
            return -1;
        }
        for (Py_ssize_t i = 0; phrases != NULL && i < PyTuple_GET_SIZE(phrases); i++) {
            PyObject *each = PyTuple_GET_ITEM(phrases, i);
            Py_ssize_t length = stands(PyTuple_GET_ITEM(each, 0), words, at, last);
            if (length) {
                *term = length > 0 ? PyTuple_GET_ITEM(each, 1) : NULL;
                return length;
            }
        }
    }
    *term = PyTuple_GET_ITEM(notes, 0);
    if (capitals != Py_None) {
        int same = PyObject_RichCompareBool(capitals, PyList_GET_ITEM(written, at), Py_EQ);
        if (same < 0) {
            return -1;
        }
        *term = PyTuple_GET_ITEM(notes, same ? 0 : 2);
    }
    if (*term == Py_None) {
        *term = NULL;
    }
    return 1;
}

/* A new Mention, which is a named tuple of start, end and term. */
static PyObject *
new_mention(Kept *kept, PyTypeObject *type, Py_ssize_t start, Py_ssize_t end, PyObject *term)
{
    PyObject *first = index_object(kept, start), *last = index_object(kept, end), *mention = NULL;
    if (first != NULL && last != NULL) {
        mention = type->tp_alloc(type, 3);
    }
    if (mention == NULL) {
        Py_XDECREF(first);
        Py_XDECREF(last);
        return NULL;
    }
    PyTuple_SET_ITEM(mention, 0, first);
    PyTuple_SET_ITEM(mention, 1, last);
    PyTuple_SET_ITEM(mention, 2, Py_NewRef(term));
    return mention;
}

static PyObject *
mentions_in(Kept *kept, PyTypeObject *type, PyObject *known, PyObject *words, PyObject *written,
            Py_ssize_t first, Py_ssize_t last)
{
    PyObject *found = PyList_New(0);
    for (Py_ssize_t at = first; found != NULL && at < last;) {
        PyObject *notes = remembered(known, PyList_GET_ITEM(words, at)), *term;
        Py_ssize_t length;
        if (notes == Py_None) {
            at++;
            continue;
        }
        length = notes == NULL ? -1 : term_at(notes, words, written, at, last, &term);
        if (length < 0
            || (term != NULL
                && append(found, new_mention(kept, type, at, at + length, term)) < 0)) {
            Py_CLEAR(found);
            break;
        }
        at += length;
    }
    return found;
}

PyDoc_STRVAR(mentions_doc,
"mentions(words, written, ranges, known, mention)\n--\n\n"
"For each half-open range of tokens the list of its mentions, leftmost and longest first.\n\n"
"`known` is a Remembered that gives None or what the lexicon knows of a word, a tuple of four:\n"
"its term, how that is written if capitals matter, the term of the word in small letters, and\n"
"the phrases that it opens, by their second word, as tuples of their words and their term.\n"
"`mention` is the type of a mention.");

static PyObject *
mentions(PyObject *module, PyObject *arguments)
{
    Kept *kept = PyModule_GetState(module);
    PyObject *words, *written, *ranges, *known, *found;
    PyTypeObject *type;
    if (!PyArg_ParseTuple(arguments, "O!O!O!O!O!:mentions", &PyList_Type, &words, &PyList_Type,
                          &written, &PyList_Type, &ranges, &PyDict_Type, &known, &PyType_Type,
                          &type)) {
        return NULL;
    }
    if (!PyType_IsSubtype(type, &PyTuple_Type)
        || PyList_GET_SIZE(words) != PyList_GET_SIZE(written)) {
        PyErr_SetString(PyExc_ValueError, "mentions() needs as many words as tokens, and a tuple");
        return NULL;
    }
    found = PyList_New(0);
    for (Py_ssize_t i = 0; found != NULL && i < PyList_GET_SIZE(ranges); i++) {
        Py_ssize_t first, last;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(ranges, i), "nn", &first, &last)) {
            Py_CLEAR(found);
        }
        else if (first < 0 || last > PyList_GET_SIZE(words)) {
            PyErr_SetString(PyExc_IndexError, "mentions() needs ranges within the words");
            Py_CLEAR(found);
        }
        else if (append(found, mentions_in(kept, type, known, words, written, first, last)) < 0) {
            Py_CLEAR(found);
        }
    }
    return found;
}

static PyMethodDef methods[] = {
    {"tokens", tokens, METH_VARARGS, tokens_doc},
    {"places", places, METH_O, places_doc},
    {"mentions", mentions, METH_VARARGS, mentions_doc},
    {NULL, NULL, 0, NULL},
};

static int
traverse(PyObject *module, visitproc visit, void *arg)
{
    Kept *kept = PyModule_GetState(module);
    Py_VISIT(kept->small); /* all else that is kept are numbers and texts, which hold nothing */
    return 0;
}

static int
clear(PyObject *module)
{
    Kept *kept = PyModule_GetState(module);
    Py_CLEAR(kept->small);
    for (int i = 0; i < INDEXES; i++) {
        Py_CLEAR(kept->indexes[i]);
    }
    for (int i = 0; i < SEATS; i++) {
        Py_CLEAR(kept->seats[i].written);
        Py_CLEAR(kept->seats[i].word);
    }
    return 0;
}

static void
release(void *module)
{
    clear(module);
}

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "medlint.language._scan",
    .m_doc = "The loops over every word of an article, compiled.",
    .m_size = sizeof(Kept),
    .m_methods = methods,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = release,
};

PyMODINIT_FUNC
PyInit__scan(void)
{
    return PyModuleDef_Init(&definition);
}
