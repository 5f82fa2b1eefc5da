using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>The result of reading a pasted link ID.</summary>
/// <param name="LinkId">The link ID, if exactly one was found.</param>
/// <param name="Message">
/// Without a link ID: what was pasted, what is required, and where to find it. With one: the longer text that it came from, if any.
/// </param>
/// <param name="IsError">Whether the message reports a mistake.</param>
public readonly record struct LinkIdInputResult(LinkId? LinkId, string? Message, bool IsError)
{
    internal static LinkIdInputResult Found(LinkId linkId, string? takenFrom = null) => new(linkId, takenFrom, IsError: false);

    internal static LinkIdInputResult Wrong(string message) => new(null, message, IsError: true);
}
