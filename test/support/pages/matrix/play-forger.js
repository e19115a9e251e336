// A frame of the provider's own origin that says what the flow's window ought to say, all the time.
{
  const frame = document.createElement('iframe');
  frame.dataset.play = '';
  frame.style.cssText = 'width:1px;height:1px;border:0';
  const forged = [{ post: { isCompleted: true, consentID: 'forged' } }, { wait: 100 }];
  const steps = JSON.stringify(Array.from({ length: 100 }, () => forged).flat());
  const other = location.origin.replace('localhost', '127.0.0.1');
  frame.src = `${other}/matrix/rogue?steps=${encodeURIComponent(steps)}`;
  document.documentElement.append(frame);
}
