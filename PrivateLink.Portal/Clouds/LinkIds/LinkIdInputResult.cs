using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>What came of reading a pasted link ID.</summary>
/// <param name="LinkId">The link ID, when exactly one was recognised.</param>
/// <param name="Message">
/// Without a link ID: what was pasted, what is wanted, where to find it. With one: where it was taken from, if from something longer.
/// </param>
/// <param name="IsError">Whether the message is a mistake to correct.</param>
public readonly record struct LinkIdInputResult(LinkId? LinkId, string? Message, bool IsError)
{
    internal static LinkIdInputResult Found(LinkId linkId, string? takenFrom = null) => new(linkId, takenFrom, IsError: false);

    internal static LinkIdInputResult Wrong(string message) => new(null, message, IsError: true);
}
