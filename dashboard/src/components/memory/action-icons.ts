import {
  Archive,
  ArchiveRestore,
  CirclePause,
  CirclePlay,
  type LucideIcon,
  Trash2,
} from 'lucide-react';
import type { BulkAction } from '@/api/memories';

export const actionIcons: Record<BulkAction, LucideIcon> = {
  pause: CirclePause,
  archive: Archive,
  activate: CirclePlay,
  delete: Trash2,
  restore: ArchiveRestore,
};
