namespace PrivateLink.Portal.Hosting;

/// <summary>What the console prints for a person who cannot sign in yet: a link, or instructions.</summary>
internal sealed record WayIn(string Title, string Link, string Words);
