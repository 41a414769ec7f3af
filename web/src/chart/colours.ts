import { useSyncExternalStore } from 'react';

export interface Colours {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly faint: string;
  readonly ground: string;
  readonly raised: string;
  readonly gain: string;
  readonly loss: string;
  readonly warn: string;
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const read = (): Colours => {
  const style = getComputedStyle(document.documentElement);
  const named = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: named('text'),
    quiet: named('quiet'),
    line: named('line'),
    faint: named('faint'),
    ground: named('ground'),
    raised: named('raised'),
    gain: named('gain'),
    loss: named('loss'),
    warn: named('warn'),
  };
};

let colours = read();

const subscribe = (listener: () => void): (() => void) => {
  const changed = (): void => {
    colours = read();
    listener();
  };
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
};

/** A canvas knows no style sheet: the colours of the page as values, again when the system turns dark. */
export const useColours = (): Colours => useSyncExternalStore(subscribe, () => colours);
