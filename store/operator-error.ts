/** Something outside the program that the operator must put right. The message is one Chinese sentence, meant for printing without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
