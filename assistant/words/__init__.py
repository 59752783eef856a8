"""What the words of questions and passages tell: stems, kinds of answer, amounts, denials, slips."""
