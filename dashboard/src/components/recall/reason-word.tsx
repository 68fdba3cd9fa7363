import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tooltip } from '../ui/tooltip';
import { channelTable, type Family } from './channel-table';
import './reasons.css';

/** The name of a channel for people; one that we have no words for keeps its own. */
export function channelName(channel: string, t: TFunction): string {
  return channel in channelTable ? t(`reasons:channel.${channel}.name`) : channel;
}

/** A word that tells what it means, on hover and on focus. */
export function Explained({ children, text }: { children: ReactNode; text: string }) {
  return (
    <Tooltip text={text}>
      <button
        type="button"
        className="inline-flex min-h-6 cursor-help items-center rounded-xs text-start underline decoration-line-strong decoration-dotted underline-offset-3"
      >
        {children}
      </button>
    </Tooltip>
  );
}

export function ChannelWord({ channel }: { channel: string }) {
  const { t } = useTranslation();
  const name = channelName(channel, t);
  if (!(channel in channelTable)) return name;
  return <Explained text={t(`reasons:channel.${channel}.text`)}>{name}</Explained>;
}

export function FamilyDot({ family }: { family: Family }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2 shrink-0 rounded-full"
      style={{ background: colourOf(family) }}
    />
  );
}

export function colourOf(family: Family): string {
  return `var(--reason-${family})`;
}
