import { useEffect, useRef } from 'react';
import { navigate } from '../routing/router.js';
import { PAGES } from './pages.js';

/** How long after `g` the second key still counts. */
const SEQUENCE_MS = 1_500;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

/** `/` searches, `?` helps, `g` and a letter go to a page. */
export const useKeyboard = (onSearch: () => void, onHelp: () => void): void => {
  const pressedG = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      const page = PAGES.find(({ letter }) => letter === event.key);
      if (page && Date.now() - pressedG.current < SEQUENCE_MS) navigate(page.path);
      else if (event.key === '/') onSearch();
      else if (event.key === '?') onHelp();
      pressedG.current = event.key === 'g' ? Date.now() : 0;
      if (event.key === '/') event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onSearch, onHelp]);
};
