/**
 * Calls `refused` with the origin that the host page's own policy keeps out of its frames. The one hard evidence of a
 * blocked frame there is: the violation is reported to the page, for first loads, later navigation and redirects.
 */
export function onFrameRefused(win: Window, refused: (origin: string) => void, signal: AbortSignal): void {
  win.document.addEventListener(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      if (disposition !== 'enforce' || !/^(frame|child)-src$/.test(effectiveDirective)) return;
      if (URL.canParse(blockedURI)) refused(new URL(blockedURI).origin);
    },
    { signal },
  );
}
