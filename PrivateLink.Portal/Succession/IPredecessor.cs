using PrivateLink.Engine.Listening;

namespace PrivateLink.Portal.Succession;

/// <summary>What a take-over does to the running process, apart from the conversation about it.</summary>
internal interface IPredecessor
{
    /// <summary>The engine's name.</summary>
    string Node { get; }

    /// <summary>The lane of connection IDs for the next process.</summary>
    int NextIdLane { get; }

    /// <summary>Every listening socket of the process.</summary>
    IReadOnlyList<PassedSocket> Sockets { get; }

    /// <summary>The processes before this one that still drain.</summary>
    IReadOnlyList<ElderProcess> Elders { get; }

    /// <summary>The revision in force.</summary>
    long? Revision { get; }

    int OpenConnections { get; }

    /// <summary>Why this process must not end now; null if it may.</summary>
    string? Hindrance { get; }

    /// <summary>Cancelled when the process has finished draining and goes.</summary>
    CancellationToken Ends { get; }

    /// <summary>Stops accepting, keeps the ports, and gives up every role.</summary>
    Task CedeAsync();

    /// <summary>Takes every role back and accepts again.</summary>
    Task TakeBackAsync();

    /// <summary>Closes the ports and begins to drain.</summary>
    Task LeaveAsync();
}
