// What a visitor says of an answer, and the clause that would have been right.
import { Failure, ask, sentence } from "./net.js";
import { button, make, toast } from "./small.js";
import { w } from "./words.js";

// Put the question whether it was right below an answer.
export function askBack(body, turn, { history, point, save }) {
  if (turn.judged) return;
  const { answer } = turn;
  const row = make("p", { class: "yj-feedback" }, make("span", {}, w("feedback.ask")));
  const kinds = answer.answered ? ["right", "wrong", "missing", "refuse"] : ["right", "answerable"];
  const tell = async (judgement, pointed) => {
    // A refusal that was right is a question that is to be refused.
    const kind = !answer.answered && judgement === "right" ? "refuse" : judgement;
    const said = { question: turn.question, history: history(), lang: answer.lang, judgement: kind,
      cited: answer.answered ? answer.citations.map((citation) => citation.clause_id) : [] };
    if (pointed) said.pointed = pointed;
    try {
      await ask("feedback", said);
      turn.judged = judgement;
      save();
      row.replaceChildren(make("span", { role: "status" }, w("feedback.thanks")));
    } catch (failure) {
      if (failure instanceof Failure) toast(`${w("feedback.failed")} ${sentence(failure.said)}`);
      else throw failure;
    }
  };
  for (const kind of kinds) {
    row.append(button(`feedback.${kind}`, "yj-link", () => {
      if (kind === "right" || kind === "refuse") { tell(kind); return; }
      row.replaceChildren(
        button("feedback.point", "yj-button", () => point((clause) => tell(kind, clause))),
        button(`feedback.${kind}`, "yj-link", () => tell(kind)),
      );
    }));
  }
  body.append(row);
}
