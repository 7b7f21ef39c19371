# papers about a person: what left, and how to find them
command-person-note = Note for the person
command-papers = Papers: explain a decision
paper-printed = The printer has it. That it was printed is recorded
papers-made = { $time }: { $paper }, { $out }
papers-made-by = { $time }: { $paper }, { $out } by { $who }
papers-note-plain = note for the person
papers-note-easy = easy-read note for the person
papers-explanation = page that explains a decision
papers-out-printed = printed
papers-out-saved = saved as a file
papers-s136 = form for the place of safety
