import { useTranslation } from 'react-i18next';
import { CodeBlock } from '@/components/code-block';
import { Panel } from '@/components/panel';

/** Served here too, so that they fit this version and need no network. */
const pages = [
  { name: 'api', path: '/docs' },
  { name: 'openapi', path: '/openapi.json' },
  { name: 'health', path: '/health/detailed' },
] as const;

/** Where to go on when something is not well. */
export function LookFurther() {
  const { t } = useTranslation();
  return (
    <Panel title={t('status:further.title')}>
      <div className="grid gap-4 px-4 pb-4 lg:grid-cols-2">
        <div className="grid min-w-0 content-start gap-1.5">
          <p className="text-sm text-ink-soft">{t('status:further.doctor')}</p>
          <CodeBlock text="tulving doctor" label={t('status:further.command')} />
        </div>
        <ul className="grid content-start gap-1 text-sm">
          {pages.map(({ name, path }) => (
            <li key={path}>
              <a
                href={path}
                target="_blank"
                rel="noreferrer"
                className="font-medium text-accent underline underline-offset-2"
              >
                {t(`status:further.${name}`)}
              </a>{' '}
              <code className="text-xs text-ink-faint">{path}</code>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
