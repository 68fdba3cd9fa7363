/** Every page of the dashboard; one that is missing here is not tested. `at` makes its address. */
export const pages = [
  { name: 'home', title: 'Home', at: () => '/' },
  { name: 'memories', title: 'Memories', at: () => '/memories' },
  { name: 'memory', title: 'Memory', at: ({ sister }) => `/memories/${sister}` },
  { name: 'recall', title: 'Recall', at: () => '/recall?q=Where+does+my+sister+live%3F&user=ada' },
  { name: 'jobs', title: 'Jobs', at: () => '/jobs' },
  { name: 'keys', title: 'Keys', at: () => '/keys' },
  { name: 'status', title: 'Status', at: () => '/status' },
  { name: 'sign-in', title: 'Sign in to Tulving', at: () => '/sign-in' },
];

export const languages = ['en', 'zh-CN'];
export const themes = ['light', 'dark'];
