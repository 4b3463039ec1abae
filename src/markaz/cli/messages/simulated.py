"""Two invented messages for the demonstration, which wait as drafts for a person."""

from datetime import datetime

from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.messages.receiving import receive_message
from markaz.cli.desk import console

# The parts are 4 kg more than the whole says, so that there is something to ask.
_BRIEF = """\
Simulated brief. During the last week ANF conducted 6 operations across the country, recovered \
210.5 kg of drugs, arrested 9 suspects including one woman and seized 4 vehicles.
ANF Punjab: in 2 operations at Lahore and Multan 60 kg hashish and 4 kg heroin were recovered; \
3 suspects arrested.
ANF Sindh: in 3 operations in Karachi 120.5 kg methamphetamine (ice) was recovered from a \
container; 4 suspects including one woman arrested and 3 vehicles seized.
ANF Balochistan: near Chaman 30 kg opium was recovered; 2 suspects arrested and 1 vehicle seized.
"""
_RADIO = (
    "فرضی پیغام: پاکستان کسٹمز نے گزشتہ روز خضدار کے قریب ایک ٹرک سے ۸۵ کلو چرس اور ساڑھے تین کلو"
    " آئس برآمد کر کے دو ملزمان کو گرفتار کر لیا۔ منشیات خفیہ خانوں میں چھپائی گئی تھیں۔"
)


def send_messages(*, by: User, now: datetime) -> None:
    """Paste them once; again they are known."""
    for text in (_BRIEF, _RADIO):
        receive_message(text, dated=timezone.localdate(now), by=by, now=now)
    console.print("Two simulated messages wait as drafts: /messages/", highlight=False)
