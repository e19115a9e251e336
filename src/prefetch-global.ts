import { mintAhead, prefetch } from './widget/prefetch.ts';
import { prefetchFile } from './widget/prefetch-file.ts';

prefetchFile().isHere({ mintAhead, prefetch });
