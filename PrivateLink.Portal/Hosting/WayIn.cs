namespace PrivateLink.Portal.Hosting;

/// <summary>A link that the console prints for somebody who cannot sign in yet.</summary>
internal sealed record WayIn(string Title, string Link, string Words);
