import type { Permission } from '@attest/contracts/permissions';
import type { Component } from 'vue';
import IconAccommodations from '~icons/lucide/accessibility';
import IconStimuli from '~icons/lucide/book-open-text';
import IconExams from '~icons/lucide/clipboard-list';
import IconImports from '~icons/lucide/file-input';
import IconBank from '~icons/lucide/library-big';
import IconReviews from '~icons/lucide/message-square-text';
import IconMonitor from '~icons/lucide/monitor-dot';
import { workspacePages } from '../../workspace-pages.ts';

export interface WorkspaceLink {
  readonly name: string;
  readonly to: string;
  readonly permission: Permission;
  readonly icon: Component;
}

interface LinkGroup {
  readonly name: 'write' | 'watch';
  readonly links: readonly WorkspaceLink[];
}

const groups: readonly LinkGroup[] = [
  {
    name: 'write',
    links: [
      { name: 'bank', to: '/bank', permission: 'item:read', icon: IconBank },
      { name: 'stimuli', to: '/stimuli', permission: 'item:read', icon: IconStimuli },
      { name: 'reviews', to: '/reviews', permission: 'item:review', icon: IconReviews },
      { name: 'imports', to: '/imports', permission: 'item:write', icon: IconImports },
      { name: 'exams', to: '/exam-admin', permission: 'exam:write', icon: IconExams },
    ],
  },
  {
    name: 'watch',
    links: [
      { name: 'monitor', to: '/monitor', permission: 'exam-session:watch', icon: IconMonitor },
      {
        name: 'accommodations',
        to: '/accommodations',
        permission: 'accommodation:decide',
        icon: IconAccommodations,
      },
    ],
  },
];

/** The sections of the workspace that there are pages of and that a person may open. */
export function linksFor(may: (permission: Permission) => boolean): LinkGroup[] {
  const isThere = ({ to }: WorkspaceLink) => workspacePages.some(({ path }) => path === to);
  return groups
    .map(({ name, links }) => ({
      name,
      links: links.filter((link) => may(link.permission) && isThere(link)),
    }))
    .filter(({ links }) => links.length > 0);
}
