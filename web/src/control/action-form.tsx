import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Problem } from '../api/client.js';
import type { OverrideView } from '../api/shapes.js';
import type { Action } from './actions.js';
import { ActionField } from './action-field.js';
import { newest, Outcome, type Result } from './outcome.js';
import { bodyOf, sendOrder, wordsOf } from './send-order.js';

function Reason(): ReactNode {
  const id = useId();
  return (
    <div className="field reason">
      <label htmlFor={id}>Why</label>
      <input id={id} name="reason" required minLength={3} maxLength={500} autoComplete="off" />
    </div>
  );
}

interface Props {
  readonly action: Action;
  /** The newest requests: one that waited when it was answered may be done by now. */
  readonly known: readonly OverrideView[];
}

/** Says what will happen, asks why, and shows what became of it. */
export function ActionForm({ action, known }: Props): ReactNode {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result>();
  const key = useRef<string>(undefined);

  const submit = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    setResult(undefined);
    const body = bodyOf(action, new FormData(form));
    key.current ??= crypto.randomUUID();
    try {
      setResult({ now: await sendOrder(action, body, key.current) });
      key.current = undefined;
      form.reset();
    } catch (error) {
      // Without an answer nobody knows whether it was done: the next try is the same request.
      if (error instanceof Problem && error.status > 0) key.current = undefined;
      setResult({ problem: wordsOf(error) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="action"
      aria-label={action.name}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (!busy) void submit(event.currentTarget);
      }}
      onInput={() => {
        // Another order is another request.
        key.current = undefined;
      }}
    >
      <p className="will">
        {action.will}
        {action.word && ` It is done when ${action.word} is typed within 60 s.`}
      </p>
      <div className="fields">
        {action.fields.map((field) => (
          <ActionField key={field.name} field={field} />
        ))}
        <Reason />
        <button type="submit" aria-disabled={busy}>
          {busy ? 'Asking …' : action.name}
        </button>
      </div>
      {result && <Outcome of={newest(result, known)} />}
    </form>
  );
}
