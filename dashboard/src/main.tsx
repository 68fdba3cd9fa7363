import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { reloadAfterUpdates } from './after-update';
import { App } from './app';
import { startTranslations } from './i18n/start';
import './styles.css';

async function main() {
  reloadAfterUpdates();
  await startTranslations();
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void main();
