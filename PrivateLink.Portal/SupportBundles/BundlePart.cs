namespace PrivateLink.Portal.SupportBundles;

/// <summary>A file of a support bundle, or why it is missing.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Text">Its content, without secrets; null if it is missing.</param>
/// <param name="Missing">Why it is missing.</param>
internal sealed record BundlePart(string Name, string? Text, string? Missing = null);
