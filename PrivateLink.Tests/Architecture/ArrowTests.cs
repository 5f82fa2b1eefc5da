using System.Reflection;
using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using Microsoft.EntityFrameworkCore;
using PrivateLink.AspNetCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;
using Assembly = System.Reflection.Assembly;

namespace PrivateLink.Tests.Architecture;

/// <summary>Which namespaces may depend on which. A failure names the wrong dependency.</summary>
public partial class ArrowTests
{
    private static readonly Assembly EngineAssembly = typeof(EngineOptions).Assembly;
    private static readonly Assembly PortalAssembly = typeof(PortalDbContext).Assembly;
    private static readonly Assembly ProtocolAssembly = typeof(AccessPolicy).Assembly;

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Code = new(() => new ArchLoader().LoadAssemblies(ProtocolAssembly, EngineAssembly, PortalAssembly).Build());

    // Namespaces, including everything below them, or single types.
    private static readonly TextTable Forbidden = new("""
        who                                | never knows
        PrivateLink.Engine                 | PrivateLink.Portal
        PrivateLink.Engine                 | Microsoft.AspNetCore
        PrivateLink.Engine                 | Microsoft.EntityFrameworkCore
        PrivateLink.Engine                 | MudBlazor
        PrivateLink.Protocol               | System.Net.Sockets
        PrivateLink.Protocol               | System.Threading.Tasks
        PrivateLink.Protocol               | System.Threading.Thread
        PrivateLink.Protocol               | System.TimeProvider
        PrivateLink.Protocol               | PrivateLink.Engine
        PrivateLink.Protocol               | PrivateLink.Portal
        PrivateLink.Protocol.Reasons       | System.Net
        PrivateLink.Protocol.ProxyProtocol | PrivateLink.Protocol.Policy
        PrivateLink.Protocol.ProxyProtocol | PrivateLink.Protocol.Tls
        PrivateLink.Protocol.Tls           | System.Net
        PrivateLink.Protocol.Tls           | PrivateLink.Protocol.Policy
        PrivateLink.Protocol.Tls           | PrivateLink.Protocol.ProxyProtocol
        PrivateLink.Protocol.Links         | System.Net
        PrivateLink.Protocol.Links         | PrivateLink.Protocol.Policy
        PrivateLink.Protocol.Policy        | System.Net
        PrivateLink.Engine.Connections     | System.Net.Sockets
        PrivateLink.Engine.Connections     | PrivateLink.Engine.Transport.Sockets
        PrivateLink.Engine.Connections     | PrivateLink.Engine.Transport.Epoll
        PrivateLink.Engine.Forwarding      | PrivateLink.Engine.Transport.Sockets
        PrivateLink.Engine.Forwarding      | PrivateLink.Engine.Transport.Epoll
        PrivateLink.Engine.Listening       | PrivateLink.Engine.Transport.Epoll
        PrivateLink.Engine.Listening       | PrivateLink.Engine.Transport.Sockets
        PrivateLink.Portal.Components      | Microsoft.EntityFrameworkCore
        PrivateLink.Portal.Components      | PrivateLink.Portal.Data
        PrivateLink.Portal.Components      | PrivateLink.Engine.EngineStatus
        PrivateLink.Portal.Components      | PrivateLink.Engine.Settings.EngineOptions
        PrivateLink.Portal.Components      | PrivateLink.Engine.Connections
        PrivateLink.Portal.Components      | PrivateLink.Engine.Decisions.ConnectionDecision
        PrivateLink.Portal.Components      | PrivateLink.Engine.Decisions.ConnectionClosed
        PrivateLink.Portal.Components      | PrivateLink.Portal.ConnectionLog.ConnectionEntry
        PrivateLink.Portal.Components      | PrivateLink.Portal.ConnectionLog.LinkSight
        PrivateLink.Portal.Components      | PrivateLink.Engine.Decisions.IDecisionSink
        PrivateLink.Portal.Components      | PrivateLink.Engine.Policy.IPolicySource
        PrivateLink.Portal.Components      | PrivateLink.Engine.Transport
        """);

    public static TheoryData<string, string> Arrows()
    {
        var arrows = new TheoryData<string, string>();
        foreach (var row in Forbidden.Rows) arrows.Add(row[0], row[1]);
        return arrows;
    }

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Types_OfOnePlace_NeverKnowTheOther(string who, string neverKnows)
    {
        var types = Code.Value.Types.Where(type => IsIn(type.FullName, who)).ToList();
        Assert.NotEmpty(types);
        if (IsIn(neverKnows, "PrivateLink")) Assert.Contains(Code.Value.Types, type => IsIn(type.FullName, neverKnows)); // a namespace that no longer exists has no users

        Assert.Empty(types
            .SelectMany(type => type.GetTypeDependencies().Where(target => !IsWordOfTheRows(target)).Select(target => (From: type.FullName, To: target.FullName)))
            .Where(arrow => IsIn(arrow.To, neverKnows))
            .Distinct());
    }

    [Theory]
    [InlineData("PrivateLink.Engine.Transport.Sockets", "System.Net.Sockets")]
    [InlineData("PrivateLink.Engine.Connections.ConnectionHandler", "PrivateLink.Engine.Policy.IPolicySource")] // used only inside an async method
    public void Types_ThatKnowEachOther_AreSeenToDoSo(string who, string knows) =>
        Assert.Contains(
            Code.Value.Types.Where(type => IsIn(type.FullName, who)).SelectMany(type => type.GetTypeDependencies()),
            target => IsIn(target.FullName, knows));

    [Fact]
    public void Protocol_References_TheBaseLibraryOnly() =>
        Assert.All(ReferencesOf(ProtocolAssembly), name => Assert.Matches(@"^System(\..+)?$", name));

    [Fact]
    public void Engine_References_TheBaseLibraryExtensionsAndTheProtocolOnly() =>
        Assert.All(
            ReferencesOf(EngineAssembly),
            name => Assert.Matches(@"^(System|System\..+|Microsoft\.Extensions\..+|Microsoft\.Win32\.Primitives|PrivateLink\.Protocol)$", name));

    /// <summary>The package runs in the company's backends, which do not need an engine.</summary>
    [Fact]
    public void AspNetCore_References_TheProtocolAndNotTheEngine()
    {
        var ours = ReferencesOf(typeof(IPrivateLinkFeature).Assembly).Where(name => name.StartsWith("PrivateLink", StringComparison.Ordinal));

        Assert.Equal(["PrivateLink.Protocol"], ours);
    }

    [Fact]
    public void MudBlazor_IsKnown_ByComponentsAlone() => Assert.Empty(Code.Value.Types
        .Where(type => IsIn(type.FullName, "PrivateLink.Portal") && !IsIn(type.FullName, "PrivateLink.Portal.Components"))
        .Where(type => type.GetTypeDependencies().Any(target => IsIn(target.FullName, "MudBlazor")))
        .Select(type => type.FullName));

    [Fact]
    public void Portal_GivesTheEngine_APolicySourceAndADecisionSinkAndNothingElse()
    {
        var given = PortalAssembly.GetTypes()
            .SelectMany(type => type.GetInterfaces().Where(contract => contract.Assembly == EngineAssembly).Select(contract => contract.Name))
            .Order();

        Assert.Equal([nameof(IDecisionSink), nameof(IPolicySource)], given);
    }

    [Fact]
    public void DbContexts_AreHeldByNobody()
    {
        // Created inside one operation with its context, and dropped with it. The same holds for closures.
        System.Type[] partsOfOneOperation = [typeof(RecordTable), typeof(ObservationTable<>)];
        var holders = PortalAssembly.GetTypes()
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && !typeof(DbContext).IsAssignableFrom(type))
            .Except(partsOfOneOperation)
            .SelectMany(type => type
                .GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(field => typeof(DbContext).IsAssignableFrom(field.FieldType))
                .Select(field => $"{type.FullName}.{field.Name}"));

        Assert.Empty(holders);
    }

    /// <summary>
    /// Every edit leaves an audit entry, because there is only one way to save. Reports of the engine are not edits: there are thousands of them, and
    /// no person made them.
    /// </summary>
    [Fact]
    public void Edits_AreSavedByTheirUnitOfWorkAndNobodyElse()
    {
        string[] allowed =
        [
            "Changes/UnitOfWork.cs",
            "ConnectionLog/Records/RecordStore.cs",
            "ConnectionLog/Records/ReportRun.cs",
            "ConnectionLog/RollUps/RollUpStore.cs",
            "Data/PortalDbContext.cs", // stamps what is saved
            "Health/DatabaseHealth.cs", // the heartbeat: whether anything can be saved at all
            "Marks/ServiceWatch.cs", // what happened to the service: no person did it
            "News/NewsBoard.cs", // notifications about entries that are already written
            "Onboarding/PendingEndpointService.cs", // inside a unit of work, before its end
        ];
        var savers = Sources().Where(file => File.ReadAllText(Path.Combine(Repository.Portal, file))
            .Replace("CoreEventId.SaveChanges", "", StringComparison.Ordinal).Contains(".SaveChanges", StringComparison.Ordinal));

        Assert.Equal(allowed, savers);
    }

    /// <summary>A file created elsewhere gets the umask's mode, which may let every account read it.</summary>
    [Fact]
    public void FilesAndFolders_AreMadeInOnePlace() =>
        Assert.Equal(["Files/PrivateFiles.cs"], Sources().Where(file => MakingOfFiles().IsMatch(File.ReadAllText(Path.Combine(Repository.Portal, file)))));

    /// <summary>A recorded address has one form everywhere: an IPv4 client of a dual-stack socket has an IPv4 address.</summary>
    [Fact]
    public void RemoteAddresses_AreReadInOnePlace() =>
        Assert.Equal(["Web/ClientAddress.cs"], Sources().Where(file => File.ReadAllText(Path.Combine(Repository.Portal, file)).Contains("RemoteIpAddress", StringComparison.Ordinal)));

    private static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Repository.Portal, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Portal, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"new FileStream\([^;]*FileMode\.(Create|OpenOrCreate|Append)|OpenHandle\([^;]*FileMode\.(Create|OpenOrCreate|Append)|new FileStream\(path, options\)|new StreamWriter\(""|\bFile\.(Create|Write|Append|Copy|OpenWrite)|Directory\.Create|GetTempFileName")]
    private static partial Regex MakingOfFiles();

    /// <summary>Enums are beside their entities, but any code may use the values of a column, since they are not rows.</summary>
    private static bool IsWordOfTheRows(IType target) => target is ArchUnitNET.Domain.Enum && IsIn(target.FullName, "PrivateLink.Portal.Data.Entities");

    private static bool IsIn(string fullName, string place) =>
        fullName == place || fullName.StartsWith(place + ".", StringComparison.Ordinal) || fullName.StartsWith(place + "+", StringComparison.Ordinal);
}
