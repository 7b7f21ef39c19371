# Every sentence on a screen. House rules: short everyday words, sentence case, verbs on buttons, 24-hour times;
# a single sentence has no full stop, two or more do. Add keys to the section of your area.

## common

back = Back
continue = Continue
change = Change
undo = Undo
show-as-table = Show as table
show-as-chart = Show as chart
problem-title = There is a problem
error-spoken = Error: { $text }
pin-progress = { $count } of 6 numbers typed

badge-police = P
badge-nurse = N

## setup

## sign-in

## board

## workspace

## share

## danger

## s136

## outcome

## supervisor

## help

## errors
