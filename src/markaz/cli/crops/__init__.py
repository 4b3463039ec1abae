"""`markaz crops`: every verb of cleared fields, under one name."""

from markaz.cli.crops import free, imagery, kept, measure, sample, samples, status
from markaz.cli.crops.claims import app

app.command()(measure.measure)
app.command()(sample.sample)
app.command()(sample.estimate)
app.command()(status.status)
app.command("claims")(kept.claims)
app.command()(kept.season)
app.command()(kept.verify)
app.command()(kept.photo)
app.command()(imagery.imagery)
app.command()(imagery.look)
app.command()(samples.draw)
app.command()(samples.sheet)
app.command()(free.survey)
app.command()(free.free)

__all__ = ["app"]
