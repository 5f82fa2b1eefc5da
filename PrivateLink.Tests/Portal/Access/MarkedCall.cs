using System.Linq.Expressions;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Identity;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>
/// Calls any service method with valid arguments: keys of another tenant, and drafts filled with them. It reads the whole answer, including streams.
/// Only "not permitted" counts as no answer. Any other failure is a fault of this class, because the call then proves nothing.
/// </summary>
internal sealed class MarkedCall(IServiceProvider services, Caller caller, Holding foreign, Guid key) : IDisposable
{
    private const string Text = "anything";

    private static readonly JsonSerializerOptions Everything =
        new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, MaxDepth = 256, IncludeFields = true, Converters = { new AddressText() } };

    private readonly MemoryStream _written = new();

    /// <summary>The service of a method, from a request's scope.</summary>
    public static object ServiceOf(MethodInfo method, IServiceProvider services) => services.GetService(method.DeclaringType!)
        ?? services.GetServices<IHostedService>().First(hosted => hosted.GetType() == method.DeclaringType);

    /// <summary>The method's answer as text; null if it refuses.</summary>
    public async Task<string?> AnswerAsync(MethodInfo method)
    {
        services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = services };
        try
        {
            var answer = method.Invoke(ServiceOf(method, services), BindingFlags.DoNotWrapExceptions, binder: null, [.. method.GetParameters().Select(Argument)], culture: null);
            return TextOf(await CompletedAsync(answer)) + Encoding.UTF8.GetString(_written.ToArray());
        }
        catch (NotPermittedException)
        {
            return null;
        }
    }

    public void Dispose() => _written.Dispose();

    private object? Argument(ParameterInfo parameter) => ValueOf(parameter.ParameterType);

    private object? ValueOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return underlying == typeof(Guid) ? key : null; // no bounds: everything, from the first page
        if (type == typeof(Caller)) return caller;
        if (type == typeof(Guid)) return key;
        if (type == typeof(long)) return foreign.RecordId;
        if (type == typeof(int)) return 100;
        if (type == typeof(string)) return Text;
        if (type == typeof(bool)) return true;
        if (type == typeof(DateOnly)) return DateOnly.FromDateTime(DateTime.UtcNow);
        if (type == typeof(CancellationToken)) return TestContext.Current.CancellationToken;
        if (type == typeof(OneTimeToken)) return OneTimeToken.New();
        if (type == typeof(LinkId)) return TestPolicy.Link(CloudProvider.Aws, $"vpce-{foreign.Marker}");
        if (type == typeof(Stream)) return _written;
        if (type.IsAssignableTo(typeof(Delegate))) return Silent(type);
        if (type == typeof(ConnectionView)) return services.GetRequiredService<LiveConnections>().Snapshot(caller, filter: null, take: 1).Single();
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        return Several(type) ?? Made(type);
    }

    /// <summary>A collection of keys if the method takes keys, otherwise an empty one.</summary>
    private object? Several(Type type)
    {
        if (!type.IsGenericType || type.Namespace != typeof(List<>).Namespace) return null;
        var parts = type.GetGenericArguments();
        if (parts is [var key, var value]) return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value));
        var list = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(parts))!;
        if (parts[0] == typeof(Guid)) list.Add(ValueOf(typeof(Guid)));
        return list;
    }

    /// <summary>A delegate that does nothing. A delegate type also has a constructor, but that takes a raw address and crashes the process.</summary>
    private static Delegate Silent(Type type)
    {
        var called = type.GetMethod("Invoke")!;
        return Expression.Lambda(type, Expression.Default(called.ReturnType), called.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))).Compile();
    }

    /// <summary>A new draft with the other tenant's key in every key property.</summary>
    private object Made(Type type)
    {
        var constructor = type.GetConstructors().OrderBy(candidate => candidate.GetParameters().Length).FirstOrDefault();
        var made = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [.. constructor.GetParameters().Select(Argument)], culture: null);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && property.PropertyType == typeof(Guid?))) property.SetValue(made, key);
        return made;
    }

    private static async Task<object?> CompletedAsync(object? answer)
    {
        if (answer?.GetType().GetMethod("AsTask") is { } asTask && answer is not Task) answer = asTask.Invoke(answer, null);
        if (answer is Task task)
        {
            await task;
            answer = task.GetType().GetProperty("Result")?.GetValue(task);
        }

        return answer?.GetType().GetInterfaces().FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is { } stream
            ? await (Task<object>)typeof(MarkedCall).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(stream.GetGenericArguments()).Invoke(null, [answer])!
            : answer;
    }

    private static async Task<object> ReadAsync<T>(IAsyncEnumerable<T> stream)
    {
        var read = new List<T>();
        await foreach (var part in stream) read.Add(part);
        return read;
    }

    private static string TextOf(object? answer)
    {
        if (answer is null) return "";
        try
        {
            return JsonSerializer.Serialize(answer, answer.GetType(), Everything) + answer;
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            return answer is System.Collections.IEnumerable list ? string.Join(' ', list.Cast<object?>()) : $"{answer}";
        }
    }

    /// <summary>Writes an address as text, because half of its properties throw when read.</summary>
    private sealed class AddressText : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
