import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './frame/app.js';
import { startLive } from './live/event-source.js';
import './style/tokens.css';
import './style/base.css';
import './style/frame.css';
import './style/table.css';
import './style/desk.css';
import './style/why.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
startLive();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
