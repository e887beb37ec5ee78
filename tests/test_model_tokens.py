import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.summarize.model.tokens import count, estimate

MODEL = "gpt-5.4-mini"
NOWHERE = {"TIKTOKEN_CACHE_DIR": "/nowhere"}

# The first article of the Universal Declaration of Human Rights, and what else stands in an article.
TEXTS = {
    "English": "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood. The foreign minister said on Tuesday that talks would resume in Geneva next week.",
    "French": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.",
    "German": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen. Das Auswärtige Amt bestätigte die Verhandlungsbereitschaft.",
    "Polish": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.",
    "Finnish": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on annettu järki ja omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä.",
    "Turkish": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler.",
    "Vietnamese": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi con người đều được tạo hóa ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình bằng hữu.",
    "Hungarian": "Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Az emberek, ésszel és lelkiismerettel bírván, egymással szemben testvéri szellemben kell hogy viseltessenek.",
    "Yoruba": "Gbogbo ènìyàn ni a bí ní òmìnira; iyì àti ẹ̀tọ́ kọ̀ọ̀kan sì dọ́gba. Wọ́n ní ẹ̀bùn ti làákàyè àti ti ẹ̀rí-ọkàn, ó sì yẹ kí wọn ó máa hùwà sí ara wọn gẹ́gẹ́ bí ọmọ ìyá.",
    "Russian": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.",
    "Ukrainian": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.",
    "Greek": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης.",
    "Arabic": "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميراً وعليهم أن يعامل بعضهم بعضاً بروح الإخاء.",
    "Hebrew": "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש ברעהו ברוח של אחווה.",
    "Persian": "تمام افراد بشر آزاد به دنیا می\u200cآیند و از لحاظ حیثیت و حقوق با هم برابرند. همه دارای عقل و وجدان هستند و باید نسبت به یکدیگر با روح برادری رفتار کنند.",
    "Chinese": "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。外交部发言人星期二表示，双方将于下周在日内瓦恢复会谈。",
    "Japanese": "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。",
    "Korean": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
    "Hindi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है और परस्पर उन्हें भाईचारे के भाव से बर्ताव करना चाहिए।",
    "Thai": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ",
    "Georgian": "ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით. მათ მინიჭებული აქვთ გონება და სინდისი და ერთმანეთის მიმართ უნდა იქცეოდნენ ძმობის სულისკვეთებით.",
    "Amharic": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው። የተፈጥሮ ማስተዋልና ሕሊና ስላለው አንዱ ሌላውን በወንድማማችነት መንፈስ መመልከት ይገባዋል።",
    "Burmese": "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့် လည်းကောင်း၊ မွေးဖွားလာသူများ ဖြစ်သည်။",
    "figures": "On 14.03.2026, 1,234,567.89 EUR; +41 22 917 1234; 2026-03-02T06:30:00Z; A/RES/78/1; 0x9f3c; 99.95%",
    "JSON": '{"objectives":[{"statement":"Resume talks","quote":"talks would resume","holder":null,"polarity":"positive"}],"disputes":[]}',
    "signs": "🇺🇦🤝🇪🇺 😀👍🏽 ✓ → “quotes” — … №",
}


@pytest.fixture
def vocabulary(shared: Path) -> dict[str, str]:
    folder = shared / "data" / "tiktoken"
    if not folder.is_dir():
        pytest.skip("there is no vocabulary in ../shared")
    return {"TIKTOKEN_CACHE_DIR": str(folder)}


def counted(text: str, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> int:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = count(text, MODEL, environ)
    assert not found.estimated
    return found.tokens


@pytest.mark.parametrize("language", TEXTS)
def test_an_estimate_is_never_below_the_count_and_seldom_twice_it(
    language: str, vocabulary: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    true = counted(TEXTS[language], vocabulary, monkeypatch)
    assert true <= estimate(TEXTS[language]) <= 2.7 * true


def test_an_estimate_of_whole_articles_is_above_the_count(
    shared: Path, vocabulary: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert 1.0 < estimate(text) / counted(text, vocabulary, monkeypatch) < 1.8


def test_without_the_vocabulary_the_count_says_that_it_is_an_estimate() -> None:
    found = count("Talks go on.", MODEL, NOWHERE)
    assert (found.tokens, found.estimated) == (estimate("Talks go on."), True)


def test_a_vocabulary_that_is_not_what_it_should_be_is_not_used(tmp_path: Path) -> None:
    """tiktoken would delete it and fetch another."""
    cached = tmp_path / "fb374d419588a4632f3f557e76b4b70aebbca790"
    cached.write_bytes(b"IQ== 0")
    assert count("Talks go on.", MODEL, {"TIKTOKEN_CACHE_DIR": str(tmp_path)}).estimated
    assert cached.is_file()


def test_an_empty_variable_turns_the_cache_off() -> None:
    assert count("Talks go on.", MODEL, {"TIKTOKEN_CACHE_DIR": ""}).estimated


def test_the_default_folder_is_that_of_tiktoken(
    vocabulary: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shutil.copytree(vocabulary["TIKTOKEN_CACHE_DIR"], tmp_path / "data-gym-cache")
    assert not count("Talks go on.", "gpt-5.5", {}).estimated


def test_a_model_of_another_maker_is_estimated(vocabulary: dict[str, str]) -> None:
    assert count("Talks go on.", "qwen3-4b", vocabulary).estimated


@given(st.text())
def test_an_estimate_never_exceeds_the_bytes(text: str) -> None:
    assert 0 <= estimate(text) <= len(text.encode("utf-8", "replace"))
    assert (estimate(text) > 0) == bool(text.strip(" "))
