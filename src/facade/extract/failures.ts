import { TulvingError } from '../../errors.js';

export function noModel(): TulvingError {
  return new TulvingError('no_model', 'No language model draws memories here.', {
    remedy:
      'Choose one with `tulving models use llm <provider:model>`, and leave TULVING_EXTRACT on; see docs/models.md.',
  });
}
