using System.Text.Json.Serialization;

namespace PrivateLink.Portal.Succession;

/// <summary>What one process says to the other. Fields that a kind does not need are absent.</summary>
internal sealed record TakeOverMessage(TakeOverKind Kind)
{
    /// <summary>The version of the conversation, in <see cref="TakeOverKind.Hello"/> and <see cref="TakeOverKind.Welcome"/>.</summary>
    public int? Protocol { get; init; }

    /// <summary>The version of the program.</summary>
    public string? Version { get; init; }

    public int? Process { get; init; }

    /// <summary>The engine's name (<c>Engine:Node</c>), which both must share.</summary>
    public string? Node { get; init; }

    /// <summary>The lane of connection IDs that the successor uses.</summary>
    public int? IdLane { get; init; }

    /// <summary>The names of the listening sockets, in the order of the descriptors that come with this message.</summary>
    public IReadOnlyList<SocketName>? Sockets { get; init; }

    /// <summary>Whether more sockets follow in another message of the same kind.</summary>
    public bool? More { get; init; }

    /// <summary>Processes that still drain after earlier take-overs.</summary>
    public IReadOnlyList<ElderProcess>? Elders { get; init; }

    /// <summary>The revision of the policy that the successor enforces.</summary>
    public long? Revision { get; init; }

    /// <summary>The open connections of a predecessor that drains.</summary>
    public int? Connections { get; init; }

    /// <summary>The account that asked for the upgrade, as the predecessor knows it from the kernel.</summary>
    public string? AskedBy { get; init; }

    /// <summary>The program to start as the successor, with its arguments.</summary>
    public IReadOnlyList<string>? Program { get; init; }

    /// <summary>Why not; or what happened, for a person.</summary>
    public string? Text { get; init; }
}

internal sealed record SocketName(string Name, int Loop);

[JsonConverter(typeof(JsonStringEnumConverter<TakeOverKind>))]
internal enum TakeOverKind
{
    /// <summary>Successor: who I am.</summary>
    Hello,

    /// <summary>Predecessor: here are the sockets.</summary>
    Welcome,

    /// <summary>Predecessor: no, because.</summary>
    Refused,

    /// <summary>Successor: a policy is in force, and I accept connections.</summary>
    Ready,

    /// <summary>Successor: I cannot, because.</summary>
    Failed,

    /// <summary>Predecessor: I have stopped accepting and given up every role; they are yours.</summary>
    Yours,

    /// <summary>Successor: I have taken the roles.</summary>
    Taken,

    /// <summary>Predecessor, again and again until it ends: I drain this many connections.</summary>
    Draining,

    /// <summary>The verb <c>upgrade</c>: start this program as your successor.</summary>
    Upgrade,

    /// <summary>To the verb: it worked.</summary>
    Done,
}
