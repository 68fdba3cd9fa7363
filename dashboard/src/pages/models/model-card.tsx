import { KeyRound, PlugZap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfiguredModel, ModelList, ServerSetting, TestedModel } from 'tulving/client';
import { useTestModel } from '@/api/models';
import { Failure } from '@/components/failure';
import { dollarsOf } from '@/components/money';
import { BusyBar } from '@/components/operate/busy-bar';
import { OriginBadge } from '@/components/operate/origin-badge';
import { Panel } from '@/components/panel';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ModelDialog } from './model-dialog';

interface ModelCardProps {
  model: ConfiguredModel;
  providers: ModelList['providers'];
  settings: readonly ServerSetting[];
}

/** One model: what it is, from where that comes, whether it answers. */
export function ModelCard({ model, providers, settings }: ModelCardProps) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const { mutate: test, data: tested, error, isPending } = useTestModel();
  const { kind, model: name, url, key, origin, next, waits } = model;
  const wanted = waits ? next : name;
  const change = wanted === null ? 'models:choose' : 'models:change';
  return (
    <Panel
      title={t(`models:kind.${kind}`)}
      aside={<OriginBadge origin={origin} />}
      className="flex flex-col"
    >
      <div className="flex flex-1 flex-col gap-3 px-4 pb-4">
        <p className="text-xs text-ink-soft">{t(`models:does.${kind}`)}</p>
        <div className="grid gap-1">
          {name === null ? (
            <span className="text-sm font-medium">{t(`models:none.${kind}`)}</span>
          ) : (
            <code className="text-sm font-medium [overflow-wrap:anywhere]">{name}</code>
          )}
          {url !== null && (
            <code className="text-xs text-ink-faint [overflow-wrap:anywhere]">{url}</code>
          )}
          {kind === 'llm' && name !== null && <PriceLine price={model.price} />}
          {waits && (
            <span className="flex flex-wrap items-center gap-2 text-xs">
              <Badge tone="warn">{t('models:next')}</Badge>
              <code className="[overflow-wrap:anywhere]">{next ?? t(`models:none.${kind}`)}</code>
            </span>
          )}
          {key !== 'not_needed' && (
            <span>
              <Badge tone={key === 'set' ? 'good' : 'bad'}>
                <KeyRound aria-hidden className="size-3" />
                {t(`models:key.${key}`)}
              </Badge>
            </span>
          )}
        </div>
        {isPending && (
          <div role="status">
            <BusyBar label={t('models:testing')} />
          </div>
        )}
        {error !== null && <Failure error={error} />}
        {tested && !isPending && <Tested tested={tested} />}
        <div className="mt-auto flex flex-wrap gap-2 pt-1">
          <Button
            size="small"
            disabled={isPending || wanted === null}
            aria-label={`${t('models:test')}: ${t(`models:kind.${kind}`)}`}
            onClick={() => test(kind)}
          >
            <PlugZap />
            {t('models:test')}
          </Button>
          <Button
            size="small"
            aria-label={`${t(change)}: ${t(`models:kind.${kind}`)}`}
            onClick={() => setEditing(true)}
          >
            {t(change)}
          </Button>
        </div>
      </div>
      <ModelDialog
        open={isEditing}
        model={model}
        providers={providers}
        settings={settings}
        onClose={() => setEditing(false)}
      />
    </Panel>
  );
}

function PriceLine({ price }: Pick<ConfiguredModel, 'price'>) {
  const { t, i18n } = useTranslation();
  const shown = (amount: number) => dollarsOf(amount, i18n.language);
  return (
    <span className="text-xs text-ink-soft">
      {price === null
        ? t('models:price_unknown')
        : t('models:price', { input: shown(price.input), output: shown(price.output) })}
    </span>
  );
}

const tones: Readonly<Record<TestedModel['status'], BadgeTone>> = {
  ok: 'good',
  skipped: 'neutral',
  warning: 'warn',
  fault: 'bad',
};

function Tested({ tested }: { tested: TestedModel }) {
  const { t } = useTranslation();
  const { status, detail, remedy, ms, dimension } = tested;
  return (
    <div role="status" className="grid gap-1.5 rounded-md bg-sunken px-3 py-2 text-xs">
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[status]}>{t(`models:status.${status}`)}</Badge>
        {ms !== null && <span className="tabular-nums">{t('models:ms', { ms })}</span>}
        {dimension !== null && <span>{t('models:dimension', { count: dimension })}</span>}
      </span>
      <span className="text-ink-soft [overflow-wrap:anywhere]">{detail}</span>
      {remedy !== null && <span className="[overflow-wrap:anywhere]">{remedy}</span>}
    </div>
  );
}
