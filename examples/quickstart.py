"""One invented person, of whom little is known yet: what is recommended, why, why not less, and what to ask next."""

from placement import Assessment, Level, place

answers = {"age": 40, "use_disorder": "severe", "alcohol_withdrawal": "mild_or_expected", "pregnancy": "not_pregnant"}
answers |= {"complicated_withdrawal_history": "seizure_or_delirium", "suicide_risk": "unsure"}
recommendation = place(Assessment.model_validate(answers))

print("at least", recommendation.floor.level, "and at most", recommendation.ceiling.level)
print("because", [(one.title, one.answer) for one in recommendation.because[0].answers])
print("not 2, because of", recommendation.why_not(Level.INTENSIVE_OUTPATIENT).reasons_against[0].rules)
print("ask about", [one.title for one in recommendation.missing])
print(recommendation.to_text())
