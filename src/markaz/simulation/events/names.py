"""Name words that invented people are put together from, each in its spellings."""

# Common words only, joined by chance: nobody is meant.  Latin spellings first, Urdu last.
WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Muhammad", "Mohammad", "Muhammed", "Mohd"), "محمد"),
    (("Ahmad", "Ahmed"), "احمد"),
    (("Ali",), "علی"),
    (("Khan", "Kahn"), "خان"),
    (("Hussain", "Hussein", "Husain"), "حسین"),
    (("Gul",), "گل"),
    (("Noor", "Nur"), "نور"),
    (("Abbas",), "عباس"),
    (("Iqbal", "Eqbal"), "اقبال"),
    (("Nawaz", "Navaz"), "نواز"),
    (("Yousaf", "Yusuf", "Yousuf"), "یوسف"),
    (("Rasheed", "Rashid"), "رشید"),
    (("Umar", "Omar", "Umer"), "عمر"),
    (("Bilal",), "بلال"),
    (("Saeed", "Said"), "سعید"),
    (("Akbar",), "اکبر"),
    (("Jan", "Jaan"), "جان"),
    (("Sher",), "شیر"),
    (("Usman", "Osman", "Uthman"), "عثمان"),
    (("Farooq", "Faruq"), "فاروق"),
    (("Zaman",), "زمان"),
    (("Wali",), "ولی"),
    (("Shah",), "شاہ"),
    (("Rahim", "Raheem"), "رحیم"),
    (("Dad",), "داد"),
    (("Mir", "Meer"), "میر"),
    (("Karim", "Kareem"), "کریم"),
    (("Aslam",), "اسلم"),
)
FEMALE_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Bibi",), "بی بی"),
    (("Begum",), "بیگم"),
    (("Zahra",), "زہرا"),
    (("Shirin", "Shireen"), "شیریں"),
)
# Made of syllables, so that no foreign people's names are imitated.
FOREIGN_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Adomu",), "ادومو"),
    (("Bekari", "Bekary"), "بیکاری"),
    (("Tanuvo",), "تانوو"),
    (("Orlesk", "Orlesc"), "اورلسک"),
    (("Mirado",), "میراڈو"),
    (("Kasheli",), "کشیلی"),
)
ALL_WORDS = (*WORDS, *FEMALE_WORDS, *FOREIGN_WORDS)
MALE = len(WORDS)
FEMALE = MALE + len(FEMALE_WORDS)
EVERYONE = len(ALL_WORDS)


def latin(words: tuple[int, int], *, variant: int) -> str:
    """A two-word name in Latin letters; another variant spells it as another clerk would."""
    first, second = (ALL_WORDS[word][0] for word in words)
    return f"{first[variant % len(first)]} {second[variant % len(second)]}"


def urdu(words: tuple[int, int]) -> str:
    """The same name in Urdu letters."""
    return f"{ALL_WORDS[words[0]][1]} {ALL_WORDS[words[1]][1]}"
