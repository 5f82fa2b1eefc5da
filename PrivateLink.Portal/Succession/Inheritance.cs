using PrivateLink.Engine.Listening;

namespace PrivateLink.Portal.Succession;

/// <summary>What a process starts with.</summary>
/// <param name="Sockets">Listening sockets that another process opened.</param>
/// <param name="TakeOver">The conversation with the predecessor; null if systemd opened the sockets.</param>
internal sealed record Inheritance(IReadOnlyList<PassedSocket> Sockets, TakeOver? TakeOver);
