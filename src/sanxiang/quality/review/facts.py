"""What this room announces. Facts of one sheet or call never say a mark before all have handed in."""

REVIEWER_APPOINTED = "review.reviewer_appointed"  # staff:<number>
REVIEWER_ENDED = "review.reviewer_ended"
SEALED = "review.sealed"  # sample:<id>; data: quarter, seal
DRAWN = "review.drawn"  # sample:<id>; data: quarter, seed, number, population, hash, algorithm
GIVEN = "review.given"  # portion:<sample>:<staff number>; data: sheets
PORTION_DONE = "review.portion_done"  # the last sheet of a portion was handed in
HANDED_IN = "review.handed_in"  # sheet:<id>
PASSED_ON = "review.passed_on"  # sheet:<id>; data: to, reason
APART = "review.apart"  # reviewed:<id>; the spread goes to calibration
CALIBRATED = "review.calibrated"  # reviewed:<id>
PUBLISHED = "review.published"  # reviewed:<id>; data: contact, call, points
APPEALED = "review.appealed"  # appeal:<id>; data: contact, clause
RULED = "review.ruled"  # appeal:<id>; data: contact, upheld
BULLETIN_OPENED = "review.bulletin_opened"  # bulletin:<quarter>; data: due_at
BULLETIN_EDITED = "review.bulletin_edited"
BULLETIN_SIGNED = "review.bulletin_signed"
