import { useEffect, useId, useState, type FormEvent, type ReactNode } from 'react';
import type { OverrideView } from '../api/shapes.js';
import { Section } from '../frame/section.js';
import { actionOf } from './actions.js';
import { orderWords } from './order-words.js';
import { Outcome, type Result } from './outcome.js';
import { sendConfirmation, wordsOf } from './send-order.js';

const useNow = (everyMs: number): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
};

function Waiting({ of }: { of: OverrideView }): ReactNode {
  const id = useId();
  const left = Math.ceil(Math.max(0, (of.confirmBefore ?? 0) - useNow(250)) / 1_000);
  const word = actionOf(of.kind)?.word ?? 'CONFIRM';
  const terms = orderWords(of);
  const [typed, setTyped] = useState('');
  const [result, setResult] = useState<Result>();
  const confirm = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (typed.trim() !== word) return setResult({ problem: `Type ${word}, in capitals, to confirm it.` });
    try {
      setResult({ now: await sendConfirmation(of.overrideId) });
    } catch (error) {
      setResult({ problem: wordsOf(error) });
    }
  };
  return (
    <li>
      <form className="action" aria-label={`Confirm ${word}`} onSubmit={(event) => void confirm(event)}>
        <p>
          <strong>{actionOf(of.kind)?.name ?? of.kind}</strong>
          {terms && ` ${terms}`}: {of.reason}.{' '}
          <span className={left > 10 ? 'warn' : 'alarm'}>{left > 0 ? `${left} s left` : 'time is up'}</span>
        </p>
        <div className="fields">
          <div className="field">
            <label htmlFor={id}>Type {word}</label>
            <input id={id} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
          </div>
          <button type="submit">Confirm</button>
        </div>
        {result && <Outcome of={result} />}
      </form>
    </li>
  );
}

/** What asks for a second word, first of all. */
export function Pending({ items }: { items: readonly OverrideView[] }): ReactNode {
  if (items.length === 0) return null;
  return (
    <Section title="To be confirmed" className="pending">
      <ul>
        {items.map((override) => (
          <Waiting key={override.overrideId} of={override} />
        ))}
      </ul>
    </Section>
  );
}
