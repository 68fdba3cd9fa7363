import { row } from './setting-row.js';
import { onOrOff, timeout } from './setting-values.js';

/** The rows of the table of settings that tell how a model draws memories. */
export const extractSettings = {
  extract: row('TULVING_EXTRACT', '--extract', onOrOff, () => 'on' as const, {
    help: {
      en: 'Whether a language model draws facts, preferences and procedures from what is added: on or off. Without a model nothing is drawn.',
      zh: '是否由语言模型从写入内容中提取事实、偏好和步骤：on 或 off。没有配置模型时不提取。',
    },
  }),
  extractWindow: row('TULVING_EXTRACT_WINDOW', '--extract-window', windowTokens, () => 2_000, {
    help: {
      en: 'Tokens of new text that one call of the model is shown, at most; smaller for models with little context.',
      zh: '每次调用模型时展示的新文本的最大 token 数；上下文较小的模型可调低。',
    },
  }),
  extractDelay: row('TULVING_EXTRACT_DELAY', '--extract-delay', timeout, () => 20_000, {
    help: {
      en: 'For how many milliseconds a short text waits for more of the same user before the model is asked; 0: not at all.',
      zh: '短文本在调用模型之前等待同一用户更多内容的毫秒数；0 表示不等待。',
    },
  }),
};

function windowTokens(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 200 || number > 50_000)
    throw new RangeError('a whole number of tokens from 200 to 50000');
  return number;
}
