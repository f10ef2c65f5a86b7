// The conversation: a new question comes to the top of the window, its answer below it.
let asked = 0;
watch("value", () => {
  const questions = element.querySelectorAll(".yj-question");
  if (questions.length > asked) {
    questions[questions.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
  }
  asked = questions.length;
});
