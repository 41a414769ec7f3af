import { useRef, type ReactNode } from 'react';
import { signOf } from './decimal.js';
import { NOTHING } from './figures.js';
import { arrow, words } from './words.js';

/** A gain or a loss: sign in the text, colour beside it, the exact digits on hover. */
export function Gain({ value, text }: { value: string | undefined; text: string }): ReactNode {
  const tone = ['loss', 'even', 'gain'][signOf(value) + 1];
  return (
    <span className={`figure ${tone}`} title={value}>
      {text}
    </span>
  );
}

/** Fades for a second when it changes. For what changes rarely: what moves with every price would never stop fading. */
export function Fading({ text, title }: { text: string; title?: string | undefined }): ReactNode {
  const first = useRef(text);
  // The first value that arrives is no change.
  if (first.current === NOTHING) first.current = text;
  return (
    <span key={text} className={text === first.current ? 'figure' : 'figure fading'} title={title}>
      {text}
    </span>
  );
}

/** Long, short, buy, sell: arrow and word. */
export function Direction({ of }: { of: string }): ReactNode {
  return (
    <span className={`direction ${/long|buy/.test(of) ? 'gain' : /short|sell/.test(of) ? 'loss' : 'even'}`}>
      <span aria-hidden="true">{arrow(of)}</span> {words(of)}
    </span>
  );
}
