// Postponing needs a reason, which only a person knows: it is asked for before the server is.

/** The command of the server that postpones an activity. */
export const POSTPONE = "workplan.postpone";

/** Returns the arguments of the command with a reason; none where there is no argument to put it into. */
export function withReason(args: readonly unknown[], reason: string): unknown[] | undefined {
  const [wanted, ...others] = structuredClone(args) as { edit?: { postpone?: { reason?: string } } }[];
  if (!wanted?.edit?.postpone) {
    return undefined;
  }
  wanted.edit.postpone.reason = reason;
  return [wanted, ...others];
}
