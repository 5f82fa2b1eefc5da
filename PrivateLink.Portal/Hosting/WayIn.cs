namespace PrivateLink.Portal.Hosting;

/// <summary>What the console prints for somebody who cannot sign in yet: a link, or what to do.</summary>
internal sealed record WayIn(string Title, string Link, string Words);
