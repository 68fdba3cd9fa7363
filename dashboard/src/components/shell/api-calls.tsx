import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asCurl, asTypeScript } from '@/api/call-code';
import { type Call, useCalls } from '@/api/calls';
import { CodeBlock } from '../code-block';
import { EmptyState } from '../states';
import { DialogBody } from '../ui/dialog';
import { Tabs } from '../ui/tabs';

export function ApiCalls() {
  const { t } = useTranslation();
  const calls = useCalls();
  const [language, setLanguage] = useState('curl');
  if (calls.length === 0) return <EmptyState title={t('api.none')} />;
  const list = (render: (call: Call) => string) => (
    <div className="grid gap-4 pt-4">
      {calls.map((call) => (
        <section key={call.id} className="grid min-w-0 gap-1.5">
          <h3 className="truncate font-mono text-xs">
            <span className="font-semibold text-accent">{call.method}</span>{' '}
            {decodeURIComponent(call.path.replace(/\?.*/, ''))}
          </h3>
          <CodeBlock text={render(call)} label={`${call.method} ${call.path}`} />
        </section>
      ))}
    </div>
  );
  return (
    <DialogBody>
      <Tabs
        label={t('api.language')}
        value={language}
        onChange={setLanguage}
        tabs={[
          { id: 'curl', label: 'curl', content: list(asCurl) },
          { id: 'typescript', label: 'TypeScript', content: list(asTypeScript) },
        ]}
      />
    </DialogBody>
  );
}
