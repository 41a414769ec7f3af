import { useEffect, useId, useState, type FormEvent, type ReactNode } from 'react';
import type { OverrideView } from '../api/shapes.js';
import { Section } from '../frame/section.js';
import { actionOf } from './actions.js';
import { orderWords } from './order-words.js';
import { newest, Outcome, type Result } from './outcome.js';
import { sendConfirmation, wordsOf } from './send-order.js';

const useNow = (everyMs: number): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
};

interface WaitingProps {
  readonly of: OverrideView;
  /** Somebody confirms it: what becomes of it is to be seen here, where they look. */
  readonly onConfirm: () => void;
}

function Waiting({ of, onConfirm }: WaitingProps): ReactNode {
  const id = useId();
  const left = Math.ceil(Math.max(0, (of.confirmBefore ?? 0) - useNow(250)) / 1_000);
  const word = actionOf(of.kind)?.word ?? 'CONFIRM';
  const terms = orderWords(of);
  const [typed, setTyped] = useState('');
  const [result, setResult] = useState<Result>();
  const confirm = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (typed.trim() !== word) return setResult({ problem: `Type ${word}, in capitals, to confirm it.` });
    onConfirm();
    try {
      setResult({ now: await sendConfirmation(of.overrideId) });
    } catch (error) {
      setResult({ problem: wordsOf(error) });
    }
  };
  const isWaiting = of.status === 'waiting';
  return (
    <li>
      <form className="action" aria-label={`Confirm ${word}`} onSubmit={(event) => void confirm(event)}>
        <p>
          <strong>{actionOf(of.kind)?.name ?? of.kind}</strong>
          {terms && ` ${terms}`}: {of.reason}.{' '}
          {isWaiting && (
            <span className={left > 10 ? 'warn' : 'alarm'}>{left > 0 ? `${left} s left` : 'time is up'}</span>
          )}
        </p>
        {isWaiting && (
          <div className="fields">
            <div className="field">
              <label htmlFor={id}>Type {word}</label>
              <input id={id} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
            </div>
            <button type="submit">Confirm</button>
          </div>
        )}
        {result && <Outcome of={newest(result, [of])} />}
      </form>
    </li>
  );
}

/** What asks for a second word, first of all, and what became of those that were confirmed here. */
export function Pending({ items }: { items: readonly OverrideView[] }): ReactNode {
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const shown = items.filter(({ status, overrideId }) => status === 'waiting' || confirmed.includes(overrideId));
  if (shown.length === 0) return null;
  return (
    <Section
      title={shown.some(({ status }) => status === 'waiting') ? 'To be confirmed' : 'Confirmed'}
      className="pending"
    >
      <ul>
        {shown.map((override) => (
          <Waiting
            key={override.overrideId}
            of={override}
            onConfirm={() => setConfirmed((ids) => [...ids, override.overrideId])}
          />
        ))}
      </ul>
    </Section>
  );
}
